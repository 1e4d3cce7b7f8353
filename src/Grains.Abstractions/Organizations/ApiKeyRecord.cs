namespace Fleet.Organizations;

/// <summary>An API key as kept: never the key itself.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ApiKeyRecord")]
public sealed record ApiKeyRecord
{
    /// <summary>Names the key in lists and logs; says nothing about the secret.</summary>
    [Id(0)] public required string KeyId { get; init; }

    [Id(1)] public required string OrganizationId { get; init; }

    [Id(2)] public required ApiKeySpec Spec { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(4)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>It was rotated: the key that takes its place.</summary>
    [Id(5)] public string? ReplacedBy { get; init; }
}
