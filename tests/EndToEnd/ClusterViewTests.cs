using System.Globalization;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>What operators are told of the processes.</summary>
public sealed class ClusterViewTests
{
    [Fact]
    public async Task Superuser_sees_silos_hosts_and_activations_and_nobody_else_does()
    {
        await using var host = await FleetHost.Start();
        var exp = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds();
        var (refused, _) = await host.Get("/v1/admin/cluster");
        Assert.Equal(403, refused);

        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"sub":"root","org":"org_123","role":"viewer","is_superuser":true,"exp":{{exp}}}""");
        JsonElement cluster;
        do
        {
            var (status, body) = await host.Get("/v1/admin/cluster", claims);
            Assert.True(status == 200, body);
            cluster = JsonDocument.Parse(body).RootElement;
        }
        while (cluster.GetProperty("hosts").GetArrayLength() == 0); // it reports of itself right after the start

        var silo = Assert.Single(cluster.GetProperty("silos").EnumerateArray());
        Assert.Equal("active", silo.GetProperty("status").GetString());
        Assert.True(silo.GetProperty("activations").GetProperty("OrganizationGrain").GetInt32() >= 1); // this one, and whatever the silo asked for by itself
        var report = Assert.Single(cluster.GetProperty("hosts").EnumerateArray());
        Assert.Equal("all_in_one", report.GetProperty("role").GetString());
        Assert.Equal(silo.GetProperty("address").GetString(), report.GetProperty("silo_address").GetString());
        Assert.True(report.GetProperty("memory_bytes").GetInt64() > 10_000_000);
    }
}
