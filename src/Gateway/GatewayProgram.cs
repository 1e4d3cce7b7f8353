using Fleet.Hosting;
using Fleet.Hosting.Clustering;
using Fleet.Hosting.Roster;
using Fleet.Hosts;

namespace Fleet.Gateway;

/// <summary><c>fleet-gateway</c>: one gateway beside a cluster of silos, whose client it is (<c>ASPNETCORE_URLS</c>, default http://127.0.0.1:8080).</summary>
internal static class GatewayProgram
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    public static Task<int> Main(string[] args) => FleetProgram.Run("fleet-gateway", args, DefaultUrl, static builder =>
    {
        FleetStorage.Add(builder); // ahead of the client: it brings the schema up to date, the membership tables with it
        builder.AddFleetClient();
        builder.Services.AddFleetGateway(builder.Configuration);
        builder.Services.AddHostReports(HostRole.Gateway);
        return static app => app.MapFleetGateway();
    });
}
