using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Problems;

/// <summary>RFC 9457 problem details. Written by <see cref="Problem"/>; this type is its schema.</summary>
public sealed record ProblemView
{
    /// <summary><c>urn:fleet:problem:</c> and the kind.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<FieldError>? Errors { get; init; }

    public long? BytePosition { get; init; }

    public int? RetryAfter { get; init; }
}
