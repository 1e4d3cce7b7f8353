namespace Fleet.Organizations;

/// <summary>An API key that has ended or will.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.KeyEnd")]
public sealed record KeyEnd
{
    [Id(0)] public required string KeyId { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Revoked; else it expires, or was rotated and its grace ends.</summary>
    [Id(2)] public required bool Revoked { get; init; }
}
