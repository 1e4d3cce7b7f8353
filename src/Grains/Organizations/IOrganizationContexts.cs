using Fleet.Places;

namespace Fleet.Organizations;

/// <summary>The organizations this silo works for, each at hand. One per silo.</summary>
public interface IOrganizationContexts
{
    /// <summary>Completes at once for every organization but one not asked for before.</summary>
    ValueTask<OrganizationContext> Get(string organizationId);

    /// <summary>
    /// Its places alone, likewise at hand. For the shards: the fences of a context are read from the fences' grains, and one of those
    /// may be waiting for the very shard that asks.
    /// </summary>
    ValueTask<PlaceIndex> Places(string organizationId);
}
