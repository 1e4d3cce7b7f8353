namespace Fleet.Organizations;

/// <summary>The organizations this silo works for, each at hand. One per silo.</summary>
public interface IOrganizationContexts
{
    /// <summary>Completes at once for every organization but one not asked for before.</summary>
    ValueTask<OrganizationContext> Get(string organizationId);
}
