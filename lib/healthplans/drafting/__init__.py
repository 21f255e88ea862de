"""From a published file to a draft transcription: readers, tables, sentences, draft files."""
