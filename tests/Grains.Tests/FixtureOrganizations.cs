using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Places;

namespace Fleet;

/// <summary>Organizations as a test says they are.</summary>
public sealed class FixtureOrganizations : IOrganizationContexts
{
    private readonly Dictionary<string, OrganizationContext> _contexts = [];
    private readonly Lock _lock = new();

    public ValueTask<OrganizationContext> Get(string organizationId)
    {
        lock (_lock)
        {
            return new ValueTask<OrganizationContext>(_contexts.GetValueOrDefault(organizationId) ?? new OrganizationContext(
                new OrganizationSettings { OrganizationId = organizationId, Name = organizationId },
                GeofenceIndex.Empty));
        }
    }

    public async ValueTask<PlaceIndex> Places(string organizationId) => (await Get(organizationId)).Places;

    public void Set(OrganizationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        lock (_lock)
        {
            _contexts[context.Settings.OrganizationId] = context;
        }
    }
}
