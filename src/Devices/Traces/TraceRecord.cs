namespace Fleet.Devices.Traces;

/// <summary>The raw fields of one record. The list is reused: valid until the next record is read.</summary>
internal readonly record struct TraceRecord(long Line, IReadOnlyList<string> Fields, string? Error);
