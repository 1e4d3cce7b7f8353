namespace Fleet.Organizations;

/// <summary>What became of a rotation.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.KeyRotation")]
public sealed record KeyRotation
{
    /// <summary>The new key; null where the old one is revoked, expired or rotated already.</summary>
    [Id(0)] public ApiKeyRecord? Key { get; init; }

    /// <summary>The old key, with its end.</summary>
    [Id(1)] public required ApiKeyRecord Old { get; init; }
}
