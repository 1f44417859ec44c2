"""From spans and links to a record: gazetteers and grammars in data files, and the joining of mentions."""
