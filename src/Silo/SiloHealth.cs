using Fleet.Hosting.Metrics;
using Fleet.Hosting.Roster;
using Fleet.Hosts;
using Fleet.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Fleet.Silo;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the silo has joined, is not leaving, and its database
/// answers. <c>/metrics</c>: Prometheus.
/// </summary>
public static class SiloHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Call it behind the silo: it reports through a grain.</summary>
    public static void AddSiloHealth(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddFleetMetrics();
        builder.Services.AddHostReports(HostRole.Silo);
    }

    public static void MapSiloHealth(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet("/health/live", static () => Results.Json(new { status = "live" }));
        app.MapGet("/health/ready", static (IHostApplicationLifetime life, NpgsqlDataSource database, TimeProvider time, HttpContext context) => Ready(life, database, time, context.RequestAborted));
        app.MapFleetMetrics();
    }

    private static async Task<IResult> Ready(IHostApplicationLifetime life, NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken)
    {
        // The host counts as started once the silo is active: it is one of its services.
        if (!life.ApplicationStarted.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested)
            return NotReady("joining or leaving the cluster");

        try
        {
            await using var ask = database.CreateCommand("SELECT 1");
            await ask.ExecuteScalarAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return Results.Json(new { status = "ready" });
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or StorageException)
        {
            return NotReady("the database does not answer");
        }
    }

    private static IResult NotReady(string why) => Results.Json(new { status = "not ready", why }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
