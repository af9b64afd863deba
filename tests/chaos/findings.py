"""What the oracle found: how much there was, and each thing that was lost or came twice."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Findings:
    """Counts of what holds, and a line for each thing that does not."""

    reports: int = 0
    ballots: int = 0
    notices: int = 0
    replies: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)

    def exactly(self, what: str, found: int, least: int, most: int | None = None) -> None:
        """It must be there so often; or, where nobody was promised anything, at least and at most so often."""
        most = least if most is None else most
        if found < least:
            self.lost.append(f"{what}: {found} instead of {least}")
        if found > most:
            self.duplicated.append(f"{what}: {found} instead of {most}")

    def add(self, other: "Findings") -> None:
        """Take over what another stage found."""
        self.reports += other.reports
        self.ballots += other.ballots
        self.notices += other.notices
        self.replies += other.replies
        self.lost += other.lost
        self.duplicated += other.duplicated
