namespace Fleet.Gateway.Ingest;

/// <summary>A part of the batch could not be delivered. Taking positions is idempotent, so the whole may be sent again.</summary>
public sealed class IngestFailedException(Exception cause) : Exception("Positions could not be delivered.", cause);
