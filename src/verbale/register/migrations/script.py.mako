"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a register from the version before to this one."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Not offered: restore the copy that was kept before."""
    raise NotImplementedError
