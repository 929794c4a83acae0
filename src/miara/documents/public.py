"""Files, signatures and typeset documents for other contexts."""

from miara.documents.actions.files import (
    PreparedFile,
    check_file,
    erase_file,
    keep_file,
    keep_made,
    keep_prepared,
    prepare_file,
    unpack_archive,
)
from miara.documents.actions.signatures import (
    check_signatures,
    import_trust_list,
    override_check,
)
from miara.documents.domain.contents.archive import ArchivedFile
from miara.documents.domain.kinds import (
    DOCUMENTS,
    PICTURES,
    SHEETS,
    SIGNED,
    FileKind,
    media_type_of,
    suffixes_of,
)
from miara.documents.errors import (
    BadFileError,
    DocumentsError,
    FileErasedError,
    FileInfectedError,
    OverrideError,
    ScannerUnreachableError,
    SealKeyError,
    SealNotValidError,
    TrustListError,
    TypesettingError,
    sentence_of,
)
from miara.documents.models import AttachedFile, SignatureCheck, StoredFile, TrustList
from miara.documents.phrases import (
    file_size,
    kind_name,
    kinds_list,
    reason_text,
    remark_text,
    verdict_text,
)
from miara.documents.qr import qr_png, qr_svg
from miara.documents.queries.files import (
    anonymous_content,
    anonymous_copy,
    read_file,
)
from miara.documents.queries.pdf import pdf_keywords
from miara.documents.queries.trust import checks_of, trust_list_in_use
from miara.documents.responses import bytes_response, file_response
from miara.documents.sealing import seal_holder, seal_pdf
from miara.documents.signatures.findings import (
    Reason,
    SignatureFinding,
    SignatureKind,
    Verdict,
)
from miara.documents.typesetting import typeset

__all__ = [
    "DOCUMENTS",
    "PICTURES",
    "SHEETS",
    "SIGNED",
    "ArchivedFile",
    "AttachedFile",
    "BadFileError",
    "DocumentsError",
    "FileErasedError",
    "FileInfectedError",
    "FileKind",
    "OverrideError",
    "PreparedFile",
    "Reason",
    "ScannerUnreachableError",
    "SealKeyError",
    "SealNotValidError",
    "SignatureCheck",
    "SignatureFinding",
    "SignatureKind",
    "StoredFile",
    "TrustList",
    "TrustListError",
    "TypesettingError",
    "Verdict",
    "anonymous_content",
    "anonymous_copy",
    "bytes_response",
    "check_file",
    "check_signatures",
    "checks_of",
    "erase_file",
    "file_response",
    "file_size",
    "import_trust_list",
    "keep_file",
    "keep_made",
    "keep_prepared",
    "kind_name",
    "kinds_list",
    "media_type_of",
    "override_check",
    "pdf_keywords",
    "prepare_file",
    "qr_png",
    "qr_svg",
    "read_file",
    "reason_text",
    "remark_text",
    "seal_holder",
    "seal_pdf",
    "sentence_of",
    "suffixes_of",
    "trust_list_in_use",
    "typeset",
    "unpack_archive",
    "verdict_text",
]
