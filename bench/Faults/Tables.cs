using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Events;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Fleet.Faults;

/// <summary>Everything a run left behind, row by row, without what no two runs share: when the server got it, where it stood in its shard's line, and how often a device had to send it
/// (a vehicle counts duplicates and late positions in memory between two checkpoints: docs/decisions/0010-folding-again.md).</summary>
internal sealed class Tables
{
    /// <summary>Of the debounce of late positions (1 s in a drill), what a fold may take, and a vehicle that tries again to tell what it could not (5 s).</summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromSeconds(8);

    /// <summary>Longer than a vehicle waits before it asks its trips again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string[] ToldKinds = ["{\"$kind\":\"Fleet.LocationUpdated\"", "{\"$kind\":\"Fleet.SafetyDetected\"", "{\"$kind\":\"Fleet.TripChanged\""];

    private static readonly string[] RunsOwn = ["received_at", "processed_at", "timestamp_server", "published_at", "recorded_at", "received", "duplicate", "late"];

    public SortedDictionary<string, string> Positions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Every event of the lines whole, locations too, by id.</summary>
    public SortedDictionary<string, string> Line { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that stand in the lines more than once.</summary>
    public int Doubled { get; private set; }

    /// <summary>Trips, vehicles and drivers as REST shows them.</summary>
    public SortedDictionary<string, string> Entities { get; } = new(StringComparer.Ordinal);

    public static async Task<Tables> Read(string connectionString, HttpClient http, int devices)
    {
        var tables = new Tables();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await Quiet(source);
        await Rows(source, "SELECT vehicle_id || ' ' || timestamp, to_jsonb(p)::text FROM positions p WHERE organization_id = 'demo' AND vehicle_id LIKE 'fault-%'", tables.Positions);
        await Rows(source, "SELECT event_id, (to_jsonb(e) - '{shard,epoch,n}'::text[])::text FROM events e WHERE organization_id = 'demo' AND vehicle_id LIKE 'fault-%'", tables.Events);
        await tables.Lines(connectionString);
        tables.Entities["fence"] = Plain(await http.GetStringAsync(new Uri("/v1/geofences/" + Input.Fence, UriKind.Relative)));
        for (var i = 0; i < devices; i++)
        {
            foreach (var path in new[] { "/v1/trips/" + Input.TripOf(i), "/v1/vehicles/" + Input.VehicleOf(i), "/v1/drivers/" + Input.DriverOf(i) })
                tables.Entities[path] = Plain(await http.GetStringAsync(new Uri(path, UriKind.Relative)));
        }

        return tables;
    }

    /// <summary>Of the events that subscribers of locations, safety events and trip updates are told.</summary>
    public IEnumerable<string> ToldIds => Line.Where(l => ToldKinds.Any(k => l.Value.StartsWith(k, StringComparison.Ordinal))).Select(l => l.Key);

    /// <summary>One line a difference: missing, added, changed.</summary>
    public static (int Missing, int Added, int Changed, string[] Samples) Compare(SortedDictionary<string, string> wanted, SortedDictionary<string, string> got)
    {
        var missing = wanted.Keys.Where(k => !got.ContainsKey(k)).ToArray();
        var added = got.Keys.Where(k => !wanted.ContainsKey(k)).ToArray();
        var changed = wanted.Keys.Where(k => got.TryGetValue(k, out var other) && other != wanted[k]).ToArray();
        return (missing.Length, added.Length, changed.Length,
        [
            .. missing.Take(2).Select(k => $"missing {k}: {wanted[k]}"),
            .. added.Take(2).Select(k => $"added   {k}: {got[k]}"),
            .. changed.Take(3).Select(k => $"changed {k}:\n      {wanted[k]}\n      {got[k]}"),
        ]);
    }

    /// <summary>Trips with late positions fold themselves again a while after they have ended: until nothing is added any more.</summary>
    internal static async Task Quiet(NpgsqlDataSource source)
    {
        await using var heads = source.CreateCommand("SELECT coalesce(sum(last_n), 0)::bigint FROM shard_heads WHERE organization_id = 'demo'");
        await using var late = source.CreateCommand("SELECT count(*) FROM grain_state WHERE state_name = 'vehicle' AND payload::jsonb ->> 'late' IS NOT NULL");
        var (events, since, began) = (-1L, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < Stillness)
        {
            var now = (long)(await heads.ExecuteScalarAsync())!;
            var folded = (long)(await late.ExecuteScalarAsync())! == 0 || Stopwatch.GetElapsedTime(began) > Patience;
            if (now != events || !folded)
                (events, since) = (now, Stopwatch.GetTimestamp());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task Rows(NpgsqlDataSource source, string sql, SortedDictionary<string, string> into)
    {
#pragma warning disable CA2100 // Our own text.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 120;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            into.Add(reader.GetString(0), Plain(reader.GetString(1)));
    }

    private async Task Lines(string connectionString)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddFleetPostgres(connectionString);
        await using var provider = services.BuildServiceProvider();
        var log = provider.GetRequiredService<IEventLog>();
        for (var shard = 0; shard < 8; shard++)
        {
            await foreach (var logged in log.Replay("demo", shard, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None))
            {
                if (!Line.TryAdd(logged.Event.EventId, Content(logged.Event)))
                    Doubled++;
            }
        }
    }

    private static string Plain(string json) => Sorted(JsonNode.Parse(json))!.ToJsonString();

    // The score in a location is the one of the last report, and folding again reports 500 positions at once.
    private static string Content(FleetEvent happened) =>
        Plain(JsonSerializer.Serialize(happened is LocationUpdated location ? location with { SafetyScore = null } : happened, FleetJson.Options));

    // Members by name: the order of a dictionary is nobody's promise.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        JsonObject map => new JsonObject(map.Where(m => !RunsOwn.Contains(m.Key)).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        _ => node?.DeepClone(),
    };
}
