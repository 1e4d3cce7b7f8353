namespace Fleet.Testing;

/// <summary>What a sink was sent.</summary>
/// <param name="Line">For example POST /hook HTTP/1.1.</param>
/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Body">As UTF-8.</param>
/// <param name="At">By the sink's clock.</param>
/// <param name="Number">1, 2, …</param>
public sealed record SinkRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At, int Number);
