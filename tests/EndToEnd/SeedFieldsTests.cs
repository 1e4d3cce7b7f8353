using System.Globalization;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>
/// "Each message in S0 appears on the wire with every field filled from real state": real positions and device events through
/// the real gateway and real grains. Every field of every sample must be there with the sample's type in one message of its
/// type, and over all messages of the type must have had more than one value.
/// </summary>
public sealed class SeedFieldsTests
{
    /// <summary>What names the message or its one organization. Everything else must vary.</summary>
    private static readonly string[] Constant = ["type", "organization_id", "messages[].type"];

    [SkippableFact]
    public void Samples_are_the_seeds()
    {
        var seed = SeedMessages.InSeed("000_*.txt");
        Skip.If(seed is null, "the seeds are not beside the project");

        Assert.Equal(SeedMessages.S0.Select(Normal), seed.Select(Normal));
    }

    [Fact]
    public async Task Every_field_of_every_message_of_the_seeds_is_filled_from_real_state()
    {
        await using var host = await FleetHost.Start(("Gateway:Ingest:PositionsPerSecond", "100000"));
        var fleet = new SeedFleet(host);
        await fleet.Prepare();
        await using var main = await StreamingClient.Connect(host);
        await main.Until("auth_success");
        await main.Say("""{"type":"subscribe","channels":["locations","safety_events","trip_updates","driver_performance","analytics"]}""");
        await main.Say("""{"type":"subscribe","channel":"fleet_overview","filters":{"update_frequency":"high"},"subscription_id":"fleet"}""");
        await main.Until("the first state", m => IsState(m, "fleet"));
        await using var batches = await StreamingClient.Connect(host);
        await batches.Say("""{"type":"configure","options":{"batch_interval":50}}""");
        await batches.Until("configured");
        await batches.Say("""{"type":"subscribe","channel":"locations"}""");
        await batches.Until("initial_data");

        await Happen(host, fleet, main);

        await main.Until("the fleet, pushed", m => StreamingClient.Is(m, "fleet_status") && m.GetProperty("summary") is var s && s.GetProperty("maintenance_due").GetInt32() > 0 && s.GetProperty("idle_vehicles").GetInt32() > 0);
        await main.Until("the windows of now", m => StreamingClient.Is(m, "sliding_metrics") && m.GetProperty("data").GetProperty("5m").GetProperty("safety_events").GetInt32() > 0);
        await main.Until("a trend", m => StreamingClient.Is(m, "dashboard_update") && m.GetProperty("data").GetProperty("safety").GetProperty("trend").GetString() != "insufficient_data");

        var told = main.Messages.Concat(batches.Messages).SelectMany(Flat).ToList();
        Assert.Empty(told.Where(m => StreamingClient.Is(m, "error")).Select(m => m.ToString()));
        var faults = SeedMessages.S0.Concat(SeedMessages.S1).SelectMany(sample => Faults(sample, told)).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task Happen(FleetHost host, SeedFleet fleet, StreamingClient main)
    {
        string Fuel(double from, double second) => string.Create(CultureInfo.InvariantCulture, $",\"fuel_level\":{from - (second * from / 40_000)},\"engine_running\":true");

        await fleet.DriveNow("v4", "d4", 20.3, 50);

        // Single points, so that there are updates beside the batches; by a vehicle with sensors, too.
        await fleet.Drive("v1", "d1", "trip-1", 20.0, [10, 45, 80, 125, 110, 95, 80, 65, 50], s => Fuel(0.75, s), together: false);
        await fleet.Drive("v2", "d2", "trip-2", 20.1, [10, 48, 40], s => Fuel(0.5, s), together: false);
        foreach (var (trip, longitude, x) in new[] { ("trip-4", 20.2, 0.1), ("trip-5", 20.2, 0.15) })
        {
            await fleet.Drive("v3", "d3", trip, longitude, [20, 22], s => string.Create(CultureInfo.InvariantCulture,
                $$""","motion":{"acceleration":{"x":{{x}},"y":{{-2 * x}},"z":{{9.7 + x}}},"gyroscope":{"x":{{x / 2}},"y":{{-x / 3}},"z":{{x / 10}} } }"""), together: false);
        }

        // The first: over the limit, a harsh start and a harsh stop, a phone, a stand with the engine on. All the way on its plan.
        await fleet.Drive("v1", "d1", "trip-1", 20.0, [.. SeedFleet.Ramp(44, 90, 6), .. Enumerable.Repeat(90.0, 170)], s => Fuel(0.75, s) + ",\"speed_limit\":60");
        await fleet.Tell("v1", "phone_usage", "high");
        await fleet.Drive("v1", "d1", "trip-1", 20.0, [.. SeedFleet.Ramp(90, 60, -6), 90, 92, 92, 66, 40, 38, .. SeedFleet.Ramp(36, 0, -6), .. Enumerable.Repeat(0.0, 40)], s => Fuel(0.75, s) + ",\"speed_limit\":60");

        // The second: two harsh stops five minutes apart, away from its plan at the end.
        await fleet.Drive("v2", "d2", "trip-2", 20.1, [.. SeedFleet.Ramp(44, 80, 6), .. Enumerable.Repeat(80.0, 170), 30, 28, .. SeedFleet.Ramp(30, 80, 6), .. Enumerable.Repeat(80.0, 40), 36, 34, .. Enumerable.Repeat(0.0, 10)], s => Fuel(0.5, s));
        await main.Until("the second's harsh stop", m => StreamingClient.Is(m, "safety_event") && m.GetProperty("vehicle_id").GetString() == "v2" && m.GetProperty("event").GetProperty("type").GetString() == "harsh_braking");

        await main.Say("""{"type":"subscribe","channel":"fleet_overview","subscription_id":"midway"}""");
        await main.Until("the fleet midway", m => IsState(m, "midway"));

        for (var i = 0; i < 10; i++) // a minute apart, else repetitions would count once
            await fleet.Tell("v3", i < 5 ? "breakdown" : "phone_usage", i < 5 ? "low" : "critical", after: 70 * i);

        await fleet.Complete("v1", "trip-1");
        await fleet.Complete("v2", "trip-2");
        await fleet.Tell("v2", "phone_usage", "medium", after: 70);
        foreach (var vehicle in new[] { "v1", "v2" })
            await host.Patch("/v1/vehicles/" + vehicle, """{"maintenance_due_at":"2020-01-01T00:00:00Z"}""");

        // What follows is seen against what the windows said before.
        await main.Until("the first windows", m => StreamingClient.Is(m, "sliding_metrics") && m.GetProperty("data").GetProperty("5m").GetProperty("total_distance").GetDouble() > 0);
        await fleet.Drive("v1", "d1", "trip-3", 20.0, [20, 30, 75, 70, 110], s => Fuel(0.75, s) + ",\"speed_limit\":60", together: false);
        await fleet.Drive("v2", "d2", null, 20.1, [0, 0], s => Fuel(0.5, s), together: false);
        await fleet.DriveNow("v3", "d3", 20.2, 36);
        await fleet.DriveNow("v5", "d5", 20.4, 30);
        await fleet.TellNow("v3", "phone_usage", "critical");
    }

    private static bool IsState(JsonElement message, string subscription) =>
        StreamingClient.Is(message, "initial_data") && message.GetProperty("subscription_id").GetString() == subscription;

    /// <summary>A message, and those that a state or a batch is made of.</summary>
    private static IEnumerable<JsonElement> Flat(JsonElement message) =>
        message.EnumerateObject().SelectMany(p => p.Value.ValueKind == JsonValueKind.Array ? [.. p.Value.EnumerateArray()] : new[] { p.Value })
            .Where(v => v.ValueKind == JsonValueKind.Object && v.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && v.TryGetProperty("timestamp", out _))
            .Prepend(message);

    private static IEnumerable<string> Faults(JsonElement sample, IReadOnlyList<JsonElement> told)
    {
        var type = sample.GetProperty("type").GetString()!;
        var same = told.Where(m => StreamingClient.Is(m, type)).ToList();
        if (same.Count == 0)
            return [$"{type} never came"];

        var least = same.Select(m => JsonPaths.Missing(sample, m)).MinBy(m => m.Count)!;
        var values = same.SelectMany(m => JsonPaths.Leaves(m)).ToLookup(l => l.Path, l => l.Value.GetRawText());
        return
        [
            .. least.Select(field => $"{type} is never whole: {field} is missing"),
            .. JsonPaths.Leaves(sample).Select(l => l.Path).Distinct().Except(Constant)
                .Where(path => values[path].Distinct().Count() == 1).Select(path => $"{type}: {path} is always {values[path].First()}"),
        ];
    }

    private static string Normal(JsonElement message) => JsonSerializer.Serialize(message);
}
