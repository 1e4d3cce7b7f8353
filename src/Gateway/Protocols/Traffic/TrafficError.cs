using Fleet.Gateway.Json;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>An error as the client sees it. Never an exception's text.</summary>
/// <param name="Code">One of <see cref="TrafficErrors"/>.</param>
internal sealed record TrafficError(string Code, string Message)
{
    /// <summary>The channel as the client named it.</summary>
    public string? Channel { get; init; }

    public string? SubscriptionId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyList<FieldError> Fields { get; init; } = [];
}
