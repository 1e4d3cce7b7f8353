using Orleans.Embedded.Activations;
using Orleans.Embedded.Calls;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>
/// One consumer's place in one stream, and the loop that brings it forward: one delivery at a time, in order, each until it succeeds
/// or the delivery time is over. A slow or failing consumer holds up nobody else. Fields are guarded by the partition's lock.
/// </summary>
internal sealed class StreamSubscription(Guid id, MemoryStreamProvider provider, StreamLine line, GrainId? consumer)
{
    private StreamBatch? _last = line.Last;
    private long _after = line.Last?.Sequence ?? 0; // the last delivered sequence number; _last is its batch if that is known
    private long _passed = line.Last?.Sequence ?? 0; // the highest ever delivered
    private int _firstIndex;
    private int _rewinds;
    private bool _pumping;
    private bool _ended;
    private Exception? _miss;

    public Guid Id { get; } = id;

    public StreamLine Line { get; } = line;

    /// <summary>The consuming grain; null for a client, whose <see cref="Sink"/> is here.</summary>
    public GrainId? Consumer { get; } = consumer;

    public IStreamSink? Sink { get; set; }

    /// <summary>Moves to a token: the next event delivered is the one at it, or the first behind it.</summary>
    public void Rewind(StreamSequenceToken token)
    {
        if (token.SequenceNumber <= Line.Lost)
            _miss = new QueueCacheMissException(token.ToString(), $"behind {Line.Lost}", Line.Last?.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _rewinds++;
        _last = null;
        _after = token.SequenceNumber - 1;
        _firstIndex = Next?.Sequence == token.SequenceNumber ? token.EventIndex : 0;
    }

    /// <summary>True if there is something to do and nobody does it; the caller must then call <see cref="Pump"/>.</summary>
    public bool TryStartPump()
    {
        if (_pumping || _ended || (Next is null && _miss is null)) return false;
        return _pumping = true;
    }

    public void Pump() => Detached.Run(RunAsync);

    public void End()
    {
        _ended = true;
        for (var batch = Line.Find(_passed + 1); batch is not null; batch = batch.Next) Line.Partition.Passed(Line, batch);
    }

    private StreamBatch? Next => _last is null ? Line.Find(_after + 1) : _last.Next;

    private async Task RunAsync()
    {
        while (true)
        {
            List<StreamBatch> batches;
            Exception? miss;
            int firstIndex, rewinds;
            lock (Line.Partition)
            {
                batches = Take();
                miss = _miss;
                _miss = null;
                firstIndex = _firstIndex;
                rewinds = _rewinds;
                if (_ended || provider.IsStopping || (batches.Count == 0 && miss is null))
                {
                    _pumping = false;
                    return;
                }
            }

            if (miss is not null) await Try(sink => sink.Fail(miss));
            else await DeliverUntilDone(batches, firstIndex);

            lock (Line.Partition)
            {
                if (miss is null && !_ended) Advance(batches, undisturbed: rewinds == _rewinds);
            }
        }
    }

    private List<StreamBatch> Take()
    {
        var batches = new List<StreamBatch>();
        for (var batch = Next; batch is not null && batches.Count < provider.BatchSize; batch = batch.Next) batches.Add(batch);
        return batches;
    }

    // A rewind while the delivery ran has set another place already.
    private void Advance(List<StreamBatch> batches, bool undisturbed)
    {
        foreach (var batch in batches)
        {
            if (batch.Sequence > _passed)
            {
                _passed = batch.Sequence;
                Line.Partition.Passed(Line, batch);
            }

            if (!undisturbed) continue;
            _last = batch;
            _after = batch.Sequence;
            _firstIndex = 0;
        }
    }

    private async Task DeliverUntilDone(List<StreamBatch> batches, int firstIndex)
    {
        var started = provider.Clock.GetTimestamp();
        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            var failure = await Try(sink => sink.Deliver(batches, firstIndex));
            if (failure is null || Volatile.Read(ref _ended)) return;
            StreamLog.DeliveryFailed(provider.Logger, Line.StreamId, Id, failure);
            if (provider.Clock.GetElapsedTime(started) + pause >= provider.MaxDeliveryTime) break;
            if (!await provider.Pause(pause)) return;
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
        }

        await Try(sink => sink.Fail(new StreamEventDeliveryFailureException($"Failed to deliver message(s) for stream {Line.StreamId}")));
    }

    private async Task<Exception?> Try(Func<IStreamSink, Task> action)
    {
        try
        {
            if (Consumer is { } grain)
            {
                var request = new SinkRequest(this, action);
                await request.Send(provider.Router, grain);
            }
            else if (Sink is { } sink)
            {
                await action(sink);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Runs in a turn of the consuming grain, activating it if need be.</summary>
    private sealed class SinkRequest(StreamSubscription subscription, Func<IStreamSink, Task> action) : TaskRequest
    {
        private static readonly CallMethod s_method = new("stream delivery");

        internal override CallMethod Method => s_method;

        public Task<NoResult> Send(ICallRouter router, GrainId grain)
        {
            router.Send(this, grain);
            return Answer;
        }

        protected override Task Call(object callee)
        {
            var activation = Activation.OfCaller!;
            if (activation.Extras.Sinks is { } sinks && sinks.TryGetValue(subscription.Id, out var sink)) return action(sink);

            // Re-activated without resuming its subscription: like the real engine, say so and go on.
            StreamLog.NoObserver(activation.Silo.Logger, activation.GrainId, subscription.Line.StreamId);
            return Task.CompletedTask;
        }
    }
}
