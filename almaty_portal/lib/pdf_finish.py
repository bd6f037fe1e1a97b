"""What is done to a PDF/A-3a before it is written: it becomes PDF/UA-1 too, and each object is put into bytes once."""

import zlib
from typing import Any

from almaty_portal.lib import pdf_structure

#: PDF/A allows in XMP only what it knows or what the file itself describes.
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher. Raises `pdf_structure.StructureError`."""
    pdf_structure.complete(document, pdf)
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", _UA)]
    metadata.compress = False  # archives read it without a PDF library
    _write_once(pdf)


def _write_once(pdf: Any) -> None:
    """pydyf deflates and writes out every object twice, for the file and for the file's identifier: give it bytes."""
    import pydyf

    class Written(pydyf.Object):
        data = b""

        def __init__(self, item: Any) -> None:
            super().__init__()
            self.data, self.number, self.generation = item.data, item.number, item.generation

    for place, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream) and item.compress:
            raw = b"\n".join(piece if isinstance(piece, bytes) else _bytes(piece) for piece in item.stream)
            item.extra["Filter"] = "/FlateDecode"
            item.stream, item.compress = [zlib.compress(raw, 6)], False
        elif item.compressible and item.free != "f":
            pdf.objects[place] = Written(item)


def _bytes(piece: Any) -> bytes:
    import pydyf

    return bytes(piece.data) if isinstance(piece, pydyf.Object) else str(piece).encode("ascii")
