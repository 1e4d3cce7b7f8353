using Fleet.Hosting;

namespace Fleet.Silo;

/// <summary><c>fleet-silo</c>: one silo of a cluster, with its health and metrics over HTTP (<c>ASPNETCORE_URLS</c>, default http://127.0.0.1:8081).</summary>
internal static class SiloProgram
{
    private const string DefaultUrl = "http://127.0.0.1:8081";

    public static Task<int> Main(string[] args) => FleetProgram.Run("fleet-silo", args, DefaultUrl, static builder =>
    {
        builder.AddClusteredFleetSilo();
        builder.AddSiloHealth();
        return static app => app.MapSiloHealth();
    });
}
