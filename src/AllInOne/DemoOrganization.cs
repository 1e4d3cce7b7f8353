using Fleet.Gateway.Auth;
using Fleet.Organizations;

namespace Fleet.AllInOne;

/// <summary>The organization that a stranger tries things out in.</summary>
internal sealed record DemoOrganization(string Id, string ApiKey, string AdminKey)
{
    private const string DemoId = "demo";

    public static async Task<DemoOrganization> Create(IGrainFactory grains)
    {
        var organization = grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(DemoId));
        await organization.Configure(new OrganizationSettings { OrganizationId = DemoId, Name = "Demo" });
        return new DemoOrganization(
            DemoId,
            await AddKey(organization, "demo", Role.Operator),
            await AddKey(organization, "demo admin", Role.Admin));
    }

    private static async Task<string> AddKey(IOrganizationGrain organization, string name, Role role)
    {
        var secret = ApiKeySecret.Create();
        await organization.AddApiKey(ApiKeySecret.Hash(secret), new ApiKeySpec { Name = name, Role = role });
        return secret;
    }
}
