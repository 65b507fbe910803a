"""Who is on the demo desk, and who writes to it."""

PASSWORD = "troth-demo"  # noqa: S105 - printed at the start of every demo desk
AGENTS = (
    ("ines@ivt.example", "Ines Duarte", "administrator"),
    ("tomas@ivt.example", "Tomas Reyl", "lead"),
    ("lena@ivt.example", "Lena Oduya", "agent"),
    ("ada@ivt.example", "Ada Winther", "auditor"),
)
TEAMS = (("Media", (0, 1)), ("Platform", (1, 2)))  # and who of the agents is in them
MARA, JOEL, PRIYA, DAN = range(4)
PEOPLE = (
    ("mara.lind@acme-media.example", "Mara Lind", "Acme Media", "Europe/Riga"),
    ("joel.okafor@northlight.example", "Joel Okafor", "Northlight University", "Europe/London"),
    ("priya.nair@kestrel.example", "Priya Nair", "Kestrel Bank", "Asia/Kolkata"),
    ("dan.whitlow@summit-health.example", "Dan Whitlow", "Summit Health", "America/Denver"),
)
