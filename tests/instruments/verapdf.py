"""Asks veraPDF, in a Java machine inside this process, whether a PDF keeps a standard."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jpype

from instruments import TOOLS, need, without

# Debian's Java no longer carries JAXB; these jars come with its libjaxb-java.
JARS = Path("/usr/share/java")
JAXB = [
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "txw2",
    "istack-commons-runtime",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
]


def failures(pdf: bytes | Path, flavour: str = "ua1") -> list[str]:
    """List what veraPDF finds wrong in a PDF, as 'clause, test: rule (where)'; [] is a pass.

    `flavour` is one of veraPDF's: ua1, ua2, 1a … 4f. A file that cannot be read is a failure too.
    """
    start()
    known = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    if str(known.getId()) != flavour:
        raise ValueError(f"veraPDF has no flavour {flavour!r}")
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    try:
        return list(_complaints(data, known))
    except jpype.JException as trouble:
        return [f"not readable as a PDF: {trouble}"]


def _complaints(data: bytes, flavour: Any) -> Iterator[str]:
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(data)
    with (
        foundry.createParser(stream, flavour) as parser,
        foundry.createValidator(flavour, False) as validator,
    ):
        result = validator.validate(parser)
    for found in result.getTestAssertions():
        rule = found.getRuleId()
        yield (
            f"{rule.getClause()}, test {rule.getTestNumber()}: {found.getMessage()} "
            f"({found.getLocation().getContext()})"
        )
    if not result.isCompliant() and not result.getTestAssertions():
        yield "veraPDF rejects this file and does not say why"


@functools.cache
def start() -> None:
    """Start Java, once for the process (about a second); skips or fails when parts are missing."""
    how = "run `make setup-test` (Debian: default-jre-headless libjaxb-java)"
    engine = need(TOOLS / "verapdf.jar", how)
    jaxb = [need(JARS / f"{name}.jar", how) for name in JAXB]
    try:
        machine = jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        without("java", how)
    # A test run is short: compile lightly and keep to one core.
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
    jpype.startJVM(machine, "-Djava.awt.headless=true", *quick, classpath=[engine, *jaxb])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
