using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Devices.Streaming;

namespace Fleet.Devices.Commands;

/// <summary><c>./fleet watch</c>: prints live events until it is stopped; with <c>--replay</c> history first.</summary>
internal static class WatchCommand
{
    private static readonly string[] DefaultChannels = ["locations", "trip_updates", "safety_events"];

    public static async Task<int> Run(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var line = new CommandLine(args, [.. GatewayOptions.WithValue, "--channel", "--vehicle", "--count", "--replay", "--speed"], ["--json"]);
        if (line.Arguments.Count > 0)
            throw new UsageException($"watch takes no argument '{line.Arguments[0]}'");
        var gateway = GatewayOptions.Read(line);
        var channels = line.Values("--channel") is { Count: > 0 } given ? given : DefaultChannels;
        var vehicles = line.Values("--vehicle");
        var left = line.Number("--count", int.MaxValue, 1, int.MaxValue);
        var json = line.Flag("--json");
        var replay = line.Value("--replay") is { } from ? new StreamReplay(from, line.Number("--speed", 1, 1, 1_000)) : null;
        if (replay is null && line.Value("--speed") is not null)
            throw new UsageException("--speed belongs to --replay FROM");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stream = new EventStream(gateway, channels, TimeProvider.System, async message =>
        {
            if (!IsEvent(message.Type) || left <= 0 || (vehicles.Count > 0 && !vehicles.Contains(message.Text("vehicle_id"))))
                return;
            Console.WriteLine(json ? Encoding.UTF8.GetString(message.Utf8.Span) : Describe(message));
            if (--left == 0)
                await stop.CancelAsync();
        }, replay);
        await stream.Start(stop.Token);
        if (!json)
            await Console.Error.WriteLineAsync($"watching {string.Join(", ", channels)} at {gateway.Streaming}; Ctrl-C ends it");
        try
        {
            await stream.Completion.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
        }

        return 0;
    }

    private static bool IsEvent(string type) =>
        type is not ("auth_success" or "subscription_confirmed" or "unsubscribed" or "initial_data" or "pong" or "resume_complete" or "live" or "configured");

    /// <summary>For example: 10:30:15 demo-07  location_update  41.25641 −95.93412  47 km/h</summary>
    private static string Describe(StreamMessage message)
    {
        var root = message.Root;
        var about = message.Type switch
        {
            "location_update" when root.TryGetProperty("location", out var at) => Place(at),
            "location_batch" when root.TryGetProperty("locations", out var many) => $"{many.GetArrayLength()} locations",
            "trip_update" => $"{message.Text("event")}  {message.Text("trip_id")}",
            "safety_event" when root.TryGetProperty("event", out var what) => $"{Text(what, "type")}  {Text(what, "severity")}{Details(what)}",
            "event_superseded" => $"{message.Text("event_id")}  {message.Text("replaced_by") ?? "no longer stands"}",
            "error" => root.GetProperty("error").ToString(),
            _ => root.ToString(),
        };
        var stamp = DateTimeOffset.TryParse(message.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : "";
        return $"{stamp,-8}  {message.Text("vehicle_id") ?? message.Text("driver_id"),-12}  {message.Type,-15}  {about}";
    }

    private static string Place(JsonElement at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Number(at, "latitude"):0.00000} {Number(at, "longitude"):0.00000}  {Number(at, "speed"):0} km/h");

    private static string Details(JsonElement what) =>
        what.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object
            ? "  " + string.Join(" ", details.EnumerateObject().Where(d => d.Value.ValueKind == JsonValueKind.Number)
                .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name}={d.Value.GetDouble():0.##}")))
            : "";

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
