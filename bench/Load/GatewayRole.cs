using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;
using Fleet.Silo;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Bench.Load;

/// <summary>
/// Silo and gateway as <c>./fleet up</c> composes them, and two doors more: <c>/publish</c> takes what the peers take,
/// events that are made already, and gives them to the event shards; <c>/bench/stats</c> tells about the process.
/// </summary>
internal static class GatewayRole
{
    private const string Organization = "bench";

    /// <param name="settings">Configuration as key=value.</param>
    public static async Task Serve(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        if (settings.Contains("--log"))
            builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
        [
            new("Gateway:MaxConnectionsPerOrganization", "100000"),
            .. settings.Where(s => s.Contains('=', StringComparison.Ordinal)).Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create<string, string?>(s[0], s[1])),
        ]);
        builder.AddFleetSilo();
        builder.Services.AddFleetGateway(builder.Configuration);
        await using var app = builder.Build();
        app.MapFleetGateway();
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        var shards = builder.Configuration.GetValue("Fleet:Shards", new ShardOptions().Shards);
        app.MapPost("/publish", context => Publish(context, grains, shards));
        app.MapGet("/bench/stats", context => Stats(context, app.Services.GetRequiredService<SessionRegistry>()));
        await app.StartAsync();
        Roles.Ready(app.Urls.First(), await Key(grains));
        await Roles.Ended();
    }

    private static async Task<string> Key(IGrainFactory grains)
    {
        var organization = grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(Organization));
        await organization.Configure(new OrganizationSettings { OrganizationId = Organization, Name = "Bench" });
        var secret = ApiKeySecret.Create();
        await organization.AddApiKey(ApiKeySecret.Hash(secret), new ApiKeySpec { Name = "bench", Role = Role.Admin });
        return secret;
    }

    private static async Task Publish(HttpContext context, IGrainFactory grains, int shards)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var byShard = new ImmutableArray<FleetEvent>.Builder?[shards];
        foreach (var pair in document.RootElement.EnumerateArray())
        {
            var happened = Read(pair[1]);
            (byShard[EventStreams.ShardOf(happened.VehicleId!, shards)] ??= ImmutableArray.CreateBuilder<FleetEvent>()).Add(happened);
        }

        await Task.WhenAll(byShard.Select((events, shard) => events is null
            ? Task.CompletedTask
            : grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(Organization, shard)).Publish(events.DrainToImmutable())));
    }

    private static LocationUpdated Read(JsonElement message)
    {
        var fix = message.GetProperty("location");
        var time = message.GetProperty("timestamp").GetDateTimeOffset();
        return new LocationUpdated
        {
            EventId = message.GetProperty("event_id").GetString()!,
            OrganizationId = Organization,
            Timestamp = time,
            VehicleId = message.GetProperty("vehicle_id").GetString(),
            TripId = message.GetProperty("trip_id").GetString(),
            VehicleStatus = VehicleStatus.Active,
            SpeedKmh = fix.GetProperty("speed").GetDouble(),
            DistanceSinceLastMeters = message.GetProperty("derived").GetProperty("distance_since_last_m").GetDouble(),
            SpeedChangeKmh = 0,
            DirectionChangeDegrees = 0,
            ProcessedAt = time,
            Position = new Position
            {
                Timestamp = time,
                Latitude = fix.GetProperty("latitude").GetDouble(),
                Longitude = fix.GetProperty("longitude").GetDouble(),
                SpeedKmh = fix.GetProperty("speed").GetDouble(),
                HeadingDegrees = fix.GetProperty("heading").GetDouble(),
                AccuracyMeters = fix.GetProperty("accuracy").GetDouble(),
                ReceivedAt = time,
            },
        };
    }

    private static Task Stats(HttpContext context, SessionRegistry registry)
    {
        var total = registry.Total;
        return context.Response.WriteAsJsonAsync(new
        {
            allocated = GC.GetTotalAllocatedBytes(),
            collections = GC.CollectionCount(0),
            gen2 = GC.CollectionCount(2),
            pause_ms = GC.GetTotalPauseDuration().TotalMilliseconds,
            heap = GC.GetGCMemoryInfo().HeapSizeBytes,
            committed = GC.GetGCMemoryInfo().TotalCommittedBytes,
            sessions = registry.Sessions.Count(),
            offered = total.Offered,
            sent = total.Sent,
            conflated = total.Conflated,
            denied = total.Denied,
            lost = total.Lost,
        });
    }
}
