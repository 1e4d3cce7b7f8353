namespace Fleet.Organizations;

/// <summary>What a new API key is to be.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ApiKeySpec")]
public sealed record ApiKeySpec
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required Role Role { get; init; }

    /// <summary>The key alone does not authenticate: the caller must sign with it.</summary>
    [Id(2)] public bool RequireSignature { get; init; }

    [Id(3)] public DateTimeOffset? ExpiresAt { get; init; }

    [Id(4)] public Permissions Permissions { get; init; } = new();
}
