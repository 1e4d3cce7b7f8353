using Fleet.Gateway.Auth;
using Fleet.Organizations;

namespace Fleet.AllInOne;

/// <summary>The organization that a stranger tries things out in.</summary>
internal sealed record DemoOrganization(string Id, string ApiKey, string AdminKey)
{
    private const string DemoId = "demo";

    /// <summary>The keys of the last start where they still work; new ones where the database does not know them, or they were revoked.</summary>
    /// <param name="stateFolder">Where the keys are kept from start to start; null to keep none.</param>
    public static async Task<DemoOrganization> Open(IGrainFactory grains, string? stateFolder)
    {
        var before = stateFolder is null ? null : DemoKeys.Read(stateFolder);
        var demo = await Open(grains, before);
        var keys = new DemoKeys { ApiKey = demo.ApiKey, AdminKey = demo.AdminKey };
        if (stateFolder is not null && keys != before)
            keys.Write(stateFolder);
        return demo;
    }

    private static async Task<DemoOrganization> Open(IGrainFactory grains, DemoKeys? before)
    {
        var organization = grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(DemoId));
        if (await organization.Get() is null)
            await organization.Configure(new OrganizationSettings { OrganizationId = DemoId, Name = "Demo" });
        return new DemoOrganization(
            DemoId,
            await Works(grains, before?.ApiKey) ?? await AddKey(organization, "demo", Role.Operator),
            await Works(grains, before?.AdminKey) ?? await AddKey(organization, "demo admin", Role.Admin));
    }

    private static async Task<string?> Works(IGrainFactory grains, string? secret)
    {
        if (secret is null)
            return null;
        var record = await grains.GetGrain<IApiKeyGrain>("key/" + ApiKeySecret.Hash(secret)).Get();
        return record is { OrganizationId: DemoId, RevokedAt: null } ? secret : null;
    }

    private static async Task<string> AddKey(IOrganizationGrain organization, string name, Role role)
    {
        var secret = ApiKeySecret.Create();
        await organization.AddApiKey(ApiKeySecret.Hash(secret), new ApiKeySpec { Name = name, Role = role });
        return secret;
    }
}
