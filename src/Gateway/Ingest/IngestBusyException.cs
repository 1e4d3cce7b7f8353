namespace Fleet.Gateway.Ingest;

/// <summary>The fleet cannot follow; nothing of the batch was taken.</summary>
public sealed class IngestBusyException() : Exception("Too many positions are under way.");
