using System.Collections.Immutable;
using Fleet.CustomEvents;
using Orleans.Concurrency;

namespace Fleet.Organizations;

/// <summary>One organization; key <see cref="GrainKey.ForOrganization"/>.</summary>
[Alias("Fleet.IOrganizationGrain")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <returns>Null where there is no such organization.</returns>
    [Alias("Get")]
    Task<OrganizationSettings?> Get();

    /// <summary>Creates or changes it. The version and the custom events in <paramref name="settings"/> are ignored.</summary>
    [Alias("Configure")]
    Task<OrganizationSettings> Configure(OrganizationSettings settings);

    /// <summary>
    /// Creates or replaces one of the organization's own events. The same definition again changes nothing. Its revision,
    /// moment and place in the settings are the grain's to give.
    /// </summary>
    /// <exception cref="CustomEventLimitException">It has as many as it may.</exception>
    [Alias("DefineCustomEvent")]
    Task<CustomEventDefinition> DefineCustomEvent(CustomEventDefinition definition);

    /// <summary>False where there is none of that name.</summary>
    [Alias("RemoveCustomEvent")]
    Task<bool> RemoveCustomEvent(string name);

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

    /// <summary>Takes a new key in an old one's place, with the same rights; the old one ends after a grace.</summary>
    /// <param name="secretHash">Of the new key's secret; the same again gives the same answer.</param>
    /// <returns>Null where there is no such key.</returns>
    [Alias("RotateApiKey")]
    Task<KeyRotation?> RotateApiKey(string keyId, string secretHash, TimeSpan grace);

    /// <summary>By gateways, a few times a second.</summary>
    /// <param name="since">The version that the asker has; −1 for none.</param>
    [Alias("KeyEnds"), AlwaysInterleave]
    Task<KeyEnds> KeyEnds(long since);

    [Alias("ListApiKeys")]
    Task<ImmutableArray<ApiKeyRecord>> ListApiKeys();
}
