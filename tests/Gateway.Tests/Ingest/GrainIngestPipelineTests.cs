using Fleet.Gateway.Fakes;
using Fleet.Storage;
using Fleet.Testing;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Gateway.Ingest;

public sealed class GrainIngestPipelineTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 10, 30, 0, TimeSpan.Zero);

    private readonly IngestOptions _options = new() { MaxCallsInFlight = 2, MaxPendingPositions = 10 };
    private readonly ManualTimeProvider _clock = new(Start);
    private readonly FakeGrains _grains;
    private readonly GrainIngestPipeline _pipeline;

    public GrainIngestPipelineTests()
    {
        (var factory, _grains) = FakeGrains.Create();
        _grains.Use<IVehicleGrain>(key => new FakeVehicleGrain(key));
        _pipeline = new GrainIngestPipeline(factory, Options.Create(_options), _clock, NullLogger<GrainIngestPipeline>.Instance);
    }

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Outcomes_come_back_in_the_order_of_the_batch()
    {
        var statuses = await _pipeline.Submit("acme", [At("a", 1), At("b", 1), At("a", 1), At("b", 0), At("a", 2)], default);
        Assert.Equal(
            [PositionStatus.Accepted, PositionStatus.Accepted, PositionStatus.Duplicate, PositionStatus.Late, PositionStatus.Accepted],
            statuses);
        Assert.Equal([Start.AddSeconds(1), Start.AddSeconds(2)], Vehicle("a").Positions.Select(p => p.Timestamp));
    }

    [Fact]
    public async Task Organizations_do_not_share_a_vehicle()
    {
        await _pipeline.Submit("acme", [At("a", 1)], default);
        Assert.Equal([PositionStatus.Accepted], await _pipeline.Submit("rival", [At("a", 1)], default));
    }

    [Fact]
    public async Task Empty_batch_reaches_nobody()
    {
        Assert.Empty(await _pipeline.Submit("acme", [], default));
        Assert.Equal(0, _grains.Activations);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Call_that_a_leaving_silo_turns_away_is_made_again_three_times(int rejections, bool accepted)
    {
        var calls = 0;
        Vehicle("a").BeforeReport = () => ++calls <= rejections ? throw new SiloUnavailableException("Silo stopping") : Task.CompletedTask;

        var submitting = _pipeline.Submit("acme", [At("a", 1)], default).AsTask();
        while (!submitting.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        if (accepted)
            Assert.Equal([PositionStatus.Accepted], await submitting);
        else
            await Assert.ThrowsAsync<IngestFailedException>(() => submitting);
        Assert.Equal(Math.Min(rejections + 1, 4), calls);
    }

    public static TheoryData<Exception> OfAnActivationThatGoes { get; } = new()
    {
        new StateLostException("Trip t does not know."),
        new InconsistentStateException("The state driver of d was written by another activation.", "unknown", "7"),
    };

    [Theory]
    [MemberData(nameof(OfAnActivationThatGoes), DisableDiscoveryEnumeration = true)]
    public async Task Vehicle_whose_trip_or_driver_has_forgotten_or_is_outdated_is_called_again(Exception exception)
    {
        var calls = 0;
        Vehicle("a").BeforeReport = () => ++calls == 1 ? throw exception : Task.CompletedTask;

        Assert.Equal([PositionStatus.Accepted], await _pipeline.Submit("acme", [At("a", 1)], default));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Calls_in_flight_are_bounded()
    {
        var gate = new TaskCompletionSource();
        var running = 0;
        foreach (var id in new[] { "a", "b", "c" })
        {
            Vehicle(id).BeforeReport = () =>
            {
                Interlocked.Increment(ref running);
                return gate.Task;
            };
        }

        var submitted = _pipeline.Submit("acme", [At("a", 1), At("b", 1), At("c", 1)], default).AsTask();
        Assert.Equal(2, running);
        gate.SetResult();
        Assert.Equal(3, (await submitted).Length);
        Assert.Equal(3, running);
    }

    [Fact]
    public async Task Batch_beyond_what_may_be_pending_is_busy_and_takes_nothing()
    {
        var gate = new TaskCompletionSource();
        Vehicle("a").BeforeReport = () => gate.Task;
        var first = _pipeline.Submit("acme", [.. Enumerable.Range(0, 10).Select(i => At("a", i))], default).AsTask();
        Assert.Equal(10, _pipeline.Pending);
        await Assert.ThrowsAsync<IngestBusyException>(() => _pipeline.Submit("acme", [At("b", 1)], default).AsTask());
        Assert.Empty(Vehicle("b").Positions);
        gate.SetResult();
        await first;
        Assert.Equal(0, _pipeline.Pending);
        Assert.Equal([PositionStatus.Accepted], await _pipeline.Submit("acme", [At("b", 1)], default));
    }

    [Fact]
    public async Task Failing_vehicle_fails_the_batch_after_the_others_are_done_and_a_resend_adds_nothing()
    {
        Vehicle("a").BeforeReport = () => throw new TimeoutException();
        IngestPosition[] batch = [At("a", 1), At("b", 1)];
        await Assert.ThrowsAsync<IngestFailedException>(() => _pipeline.Submit("acme", batch, default).AsTask());
        Assert.Single(Vehicle("b").Positions);
        Assert.Equal(0, _pipeline.Pending);

        Vehicle("a").BeforeReport = null;
        Assert.Equal([PositionStatus.Accepted, PositionStatus.Duplicate], await _pipeline.Submit("acme", batch, default));
    }

    [Fact]
    public async Task Caller_that_goes_away_leaves_no_call_slot_taken()
    {
        using var gone = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        foreach (var id in new[] { "a", "b" })
            Vehicle(id).BeforeReport = () => gate.Task;

        var submitted = _pipeline.Submit("acme", [At("a", 1), At("b", 1), At("c", 1)], gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.False(submitted.IsCompleted); // the calls that were made are seen to their end
        gate.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitted);
        Assert.Empty(Vehicle("c").Positions);
        Assert.Equal(3, (await _pipeline.Submit("acme", [At("a", 2), At("b", 2), At("c", 2)], default)).Length);
    }

    private FakeVehicleGrain Vehicle(string id) => (FakeVehicleGrain)_grains.Get<IVehicleGrain>(GrainKey.For("acme", id));

    private static IngestPosition At(string vehicle, int second) => new(vehicle, new Position
    {
        Timestamp = Start.AddSeconds(second),
        Latitude = 1,
        Longitude = 2,
        ReceivedAt = Start,
    });
}
