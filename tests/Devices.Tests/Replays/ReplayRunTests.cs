using System.Globalization;
using System.Text;
using Fleet.Devices.Gateway;
using Fleet.Devices.Replays;
using Fleet.Devices.Tests.Fakes;
using Fleet.Devices.Traces;
using Microsoft.AspNetCore.Http;

namespace Fleet.Devices.Tests.Replays;

public sealed class ReplayRunTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fleet-replay");
    private FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.Start();

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<ReplaySummary> Run(string trace, ReplayOptions? options = null, GatewayAddress? address = null)
    {
        var path = Path.Combine(_folder.FullName, "trace.csv");
        await File.WriteAllTextAsync(path, trace);
        var gateway = address ?? _gateway.Address;
        using var http = LocationClient.Connect(gateway);
        var run = new ReplayRun(gateway, http, options ?? new ReplayOptions(), null, TimeProvider.System);
        return await run.Run(path, () => TraceFile.Open(path, new TraceOptions()), CancellationToken.None);
    }

    private static string Trace(int vehicles, int points)
    {
        var text = new StringBuilder("vehicle,time,lat,lon\n");
        for (var i = 0; i < points; i++)
        {
            for (var v = 0; v < vehicles; v++)
                text.Append(CultureInfo.InvariantCulture, $"car-{v},{1_700_000_000 + i},1,2\n");
        }

        return text.ToString().Replace("vehicle,time", "vehicle,epoch", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_point_arrives_once_and_in_its_vehicle_s_order()
    {
        var summary = await Run(Trace(vehicles: 13, points: 300), new ReplayOptions { Batch = 7, Lanes = 4 });
        Assert.Equal((3900, 3900, 0, 0), (summary.Rows, summary.Accepted, summary.Lost, summary.Refused));
        Assert.True(summary.Ok);
        foreach (var vehicle in _gateway.Positions.GroupBy(p => (string)p["vehicle_id"]!))
            Assert.Equal(Enumerable.Range(0, 300).Select(i => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + i)), vehicle.Select(p => (DateTimeOffset)p["timestamp"]!));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task Upload_that_is_put_off_is_sent_again(int status)
    {
        _gateway.Door = (n, context) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return n % 2 == 1 ? Results.StatusCode(status) : null;
        };
        var summary = await Run(Trace(1, 5), new ReplayOptions { Batch = 5 });
        Assert.Equal((5, 0), (summary.Accepted, summary.Lost));
        Assert.True(summary.ResentBatches >= 1);
    }

    [Fact]
    public async Task Upload_too_large_is_halved_and_keeps_its_order()
    {
        _gateway.Door = (_, context) => context.Request.ContentLength > 400 ? Results.StatusCode(413) : null;
        var summary = await Run(Trace(1, 40), new ReplayOptions { Batch = 40 });
        Assert.Equal(40, summary.Accepted);
        Assert.Equal(_gateway.Positions.Select(p => (DateTimeOffset)p["timestamp"]!).Order(), _gateway.Positions.Select(p => (DateTimeOffset)p["timestamp"]!));
    }

    [Fact]
    public async Task Every_answer_is_counted_and_a_refusal_names_its_line()
    {
        var verdicts = new Queue<string>(["accepted", "duplicate", "late", "refused"]);
        _gateway.Judge = _ => verdicts.Dequeue();
        var summary = await Run(Trace(1, 4) + "car-0,never,1,2\n");
        Assert.Equal((5, 1, 4, 1, 1, 1, 1, 0), (summary.Rows, summary.BadRows, summary.Received, summary.Accepted, summary.Duplicate, summary.Late, summary.Refused, summary.Lost));
        Assert.False(summary.Ok);
        Assert.Contains(summary.Problems, p => p.EndsWith("trace.csv:5: refused: location.latitude: must be within ±90", StringComparison.Ordinal));
        Assert.Contains(summary.Problems, p => p.EndsWith("trace.csv:6: time: 'never' is no time that --map's unit describes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_of_the_replayed_vehicles_are_counted_once_by_kind()
    {
        _gateway.Judge = _ =>
        {
            _gateway.Publish(FakeGateway.Trip("1", "car-0", "trip_started"));
            _gateway.Publish(FakeGateway.Safety("2", "car-0", "harsh_braking", "high"));
            _gateway.Publish(FakeGateway.Safety("2", "car-0", "harsh_braking", "high"));
            _gateway.Publish(FakeGateway.Safety("3", "car-0", "harsh_braking", "low"));
            _gateway.Publish(FakeGateway.Safety("4", "someone-else", "harsh_braking", "high"));
            return "accepted";
        };
        var summary = await Run(Trace(1, 1));
        Assert.Equal(new Dictionary<string, long> { ["harsh_braking/high"] = 1, ["harsh_braking/low"] = 1, ["trip_started"] = 1 }, summary.Events);
        Assert.Equal((1, 0), (summary.TripsStarted, summary.TripsCompleted));
    }

    [Fact]
    public async Task Events_that_never_came_live_are_fetched_before_the_summary()
    {
        _gateway.LoseLive = true;
        _gateway.Judge = _ =>
        {
            _gateway.Publish(FakeGateway.Trip("1", "car-0", "trip_started"));
            return "accepted";
        };
        var summary = await Run(Trace(1, 1));
        Assert.Equal(1, summary.TripsStarted);
        Assert.True(summary.EventsComplete);
    }

    [Fact]
    public async Task Gap_that_cannot_be_resumed_is_told_and_fails()
    {
        _gateway.ResumeComplete = false;
        var summary = await Run(Trace(1, 1));
        Assert.False(summary.EventsComplete);
        Assert.False(summary.Ok);
    }

    [Fact]
    public async Task Last_trip_that_the_trace_names_is_completed()
    {
        await Run("vehicle,trip,time,lat,lon\na,t1,2024-01-01T00:00:00Z,1,2\na,t2,2024-01-01T00:00:01Z,1,2\nb,,2024-01-01T00:00:00Z,1,2\n");
        Assert.Equal(["t2"], _gateway.CompletedTrips);
    }

    [Fact]
    public async Task Wrong_key_ends_the_replay_with_its_reason()
    {
        var wrong = await Assert.ThrowsAsync<GatewayException>(() => Run(Trace(1, 1), null, _gateway.Address with { Key = "flt_live_wrong" }));
        Assert.Contains("no such key", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_that_is_not_there_ends_the_replay()
    {
        var address = _gateway.Address;
        await _gateway.DisposeAsync();
        await Assert.ThrowsAsync<GatewayException>(() => Run(Trace(1, 1), null, address));
    }
}
