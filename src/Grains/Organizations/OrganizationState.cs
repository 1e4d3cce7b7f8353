namespace Fleet.Organizations;

/// <summary>What an organization keeps.</summary>
[GenerateSerializer, Alias("Fleet.OrganizationState")]
public sealed class OrganizationState
{
    /// <summary>Null where it was never configured.</summary>
    [Id(0)] public OrganizationSettings? Settings { get; set; }

    /// <summary>Its API keys by the hash of their secret. Bound: <see cref="OrganizationOptions.MaxApiKeys"/>.</summary>
    [Id(1)] public Dictionary<string, ApiKeyRecord> ApiKeys { get; set; } = [];

    /// <summary>Counts the ends that were set to keys.</summary>
    [Id(2)] public long KeysVersion { get; set; }
}
