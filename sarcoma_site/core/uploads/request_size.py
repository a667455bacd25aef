"""The end of what one request may bring, before anything of it is written to the disk."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class RefuseGiants(FileUploadHandler):
    """Forms know their own, smaller bounds, but only once a file has been received whole."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None) -> None:
        if content_length > settings.FILE_UPLOAD_MOST_BYTES:
            raise RequestDataTooBig("This request is larger than any file that is taken.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
