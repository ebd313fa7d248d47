"""Invented names, drawn at random from lists; any likeness is chance."""

import random

GIVEN = (
    "Aaliyah Abel Adam Amina Anouk Ayoub Bas Bilal Bo Bram Britt Cem Chantal Chloe Daan Damian Dilara Dewi Elif Elin "
    "Emre Esmee Eva Fabio Fatou Femke Finn Floor Giel Gwen Hamza Hanna Hugo Ibrahim Ilse Imani Isa Ivo Jada Jamal Janna "
    "Jelle Jip Joep Julia Kaan Kaja Karim Kelly Kim Koen Lara Lars Leila Levi Lieke Liv Loek Luca Luna Maartje Malik "
    "Mees Melissa Merel Mila Milo Mo Naima Nick Nora Noud Oscar Otis Pien Pim Puck Quinten Rachid Renske Robin Romy Ruben "
    "Saar Samir Sanne Selma Senna Sem Sofia Stijn Suze Tess Thijs Tijn Timo Tugba Umar Vera Vince Wesley Wout Xavi Yara "
    "Yasmin Yusuf Zahra Zeynep Zoe"
).split()
FAMILY = (
    ("", "Aksoy"), ("", "Amrani"), ("", "Baars"), ("", "Bakker"), ("", "Benali"), ("van den", "Berg"), ("", "Blom"),
    ("de", "Boer"), ("", "Brouwer"), ("", "Cardoso"), ("", "Demir"), ("van", "Dijk"), ("", "Dogan"), ("", "Evers"),
    ("", "Ferreira"), ("de", "Graaf"), ("", "Haddad"), ("van der", "Heijden"), ("", "Hendriks"), ("", "Hoekstra"),
    ("", "Ismail"), ("", "Jacobs"), ("", "Jansen"), ("de", "Jong"), ("", "Kaya"), ("", "Koster"), ("", "Kuipers"),
    ("van", "Leeuwen"), ("", "Lopes"), ("", "Maas"), ("", "Martens"), ("van der", "Meer"), ("", "Mensah"), ("", "Mulder"),
    ("", "Nguyen"), ("", "Nijhuis"), ("", "Osei"), ("", "Ozturk"), ("", "Peeters"), ("", "Pinas"), ("", "Post"),
    ("", "Prins"), ("", "Rademaker"), ("", "Ramdin"), ("de", "Ruiter"), ("", "Sanders"), ("", "Schouten"), ("", "Silva"),
    ("", "Smits"), ("", "Soares"), ("", "Tahiri"), ("", "Timmer"), ("", "Uysal"), ("van der", "Velde"), ("", "Vermeulen"),
    ("", "Visser"), ("de", "Vries"), ("", "Wouters"), ("", "Yildiz"), ("", "Zwart"),
)  # fmt: skip


def invented(random_: random.Random) -> tuple[str, str, str]:
    """Given name, prefix (may be empty) and family name."""
    prefix, family = random_.choice(FAMILY)
    return random_.choice(GIVEN), prefix, family
