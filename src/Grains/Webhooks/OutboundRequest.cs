namespace Fleet.Webhooks;

/// <summary>One POST to a server that a user named.</summary>
public sealed record OutboundRequest
{
    public required string Url { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Names and values; none is checked again, so they come from code or from text without control characters.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
