using System.Collections.Immutable;

namespace Fleet.Organizations;

/// <summary>One organization; key <see cref="GrainKey.ForOrganization"/>.</summary>
[Alias("Fleet.IOrganizationGrain")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <returns>Null where there is no such organization.</returns>
    [Alias("Get")]
    Task<OrganizationSettings?> Get();

    /// <summary>Creates or changes it. The version in <paramref name="settings"/> is ignored.</summary>
    [Alias("Configure")]
    Task<OrganizationSettings> Configure(OrganizationSettings settings);

    /// <summary>Settings now, and a watch on them. Renew within five minutes. Defaults where the organization was never configured.</summary>
    [Alias("Watch")]
    Task<OrganizationSettings> Watch(IOrganizationObserver observer);

    /// <summary>Takes a key whose secret the gateway made; only its hash arrives here.</summary>
    /// <param name="secretHash">Lower-case hex SHA-256 of the secret.</param>
    [Alias("AddApiKey")]
    Task<ApiKeyRecord> AddApiKey(string secretHash, ApiKeySpec spec);

    /// <summary>False where there is no such key.</summary>
    [Alias("RevokeApiKey")]
    Task<bool> RevokeApiKey(string keyId);

    [Alias("ListApiKeys")]
    Task<ImmutableArray<ApiKeyRecord>> ListApiKeys();
}
