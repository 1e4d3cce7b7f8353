namespace Fleet.Gateway.Subscriptions;

public abstract partial class SubscriberSession
{
    /// <summary>
    /// Hands what the session's queue holds to its transport. Runs only while something waits, so that an idle session
    /// costs no task, timer or buffer.
    /// </summary>
    private sealed class Writer(SubscriberSession session, TimeSpan gather) : IThreadPoolWorkItem
    {
        /// <summary>Messages handed to the transport at a time.</summary>
        public const int Flush = 32;

        [ThreadStatic]
        private static Parcel? _spare;

        private readonly Lock _writing = new();
        private long _sendingSince; // ticks; 0 while nothing waits for the peer to take it
        private SessionShape? _shape; // null while the client wants messages as they come
        private State _state;
        private TaskCompletionSource? _done;

        /// <summary>How long the peer has taken nothing; zero while it takes all.</summary>
        public TimeSpan SendingFor(DateTimeOffset now) =>
            Volatile.Read(ref _sendingSince) is not 0 and var since ? TimeSpan.FromTicks(now.UtcTicks - since) : TimeSpan.Zero;

        public void Shape(TimeSpan batchInterval, bool onlyOnce)
        {
            var before = Volatile.Read(ref _shape);
            var sent = onlyOnce ? before?.Sent ?? new SentEvents() : null;
            Volatile.Write(ref _shape, batchInterval > TimeSpan.Zero || sent is not null ? new SessionShape(batchInterval, sent, session._time, WriteGathered) : null);
            before?.Dispose();
        }

        /// <summary>Done when what was in hand is counted. The session is gone, and nothing comes any more.</summary>
        public Task Finish()
        {
            if (Volatile.Read(ref _shape) is { } shape)
            {
                shape.Dispose();
                Wake(TimeSpan.Zero); // nobody else would
            }

            lock (_writing)
            {
                if (_state == State.Resting)
                {
                    return Task.CompletedTask;
                }

                _done ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _done.Task;
            }
        }

        /// <summary>Something was queued.</summary>
        /// <param name="events">0 for an answer.</param>
        /// <param name="mustLeave">Whether it waits for no company, where the client has not asked for batches.</param>
        public void Wake(int events, bool mustLeave) => Wake(
            Volatile.Read(ref _shape) is not { IsBatching: true } shape ? (mustLeave ? TimeSpan.Zero : gather)
            : events == 0 || session._queue.Waiting >= Flush ? TimeSpan.Zero
            : shape.Interval);

        public void Wake(TimeSpan wait)
        {
            var waits = wait > TimeSpan.Zero;
            lock (_writing)
            {
                if (_state == State.Writing || (waits && _state == State.Gathering))
                {
                    return;
                }

                _state = waits ? State.Gathering : State.Writing;
            }

            if (waits)
            {
                if (Volatile.Read(ref _shape) is not { IsBatching: true } shape || !shape.Wait())
                {
                    session._registry.Pump.Add(session, gather);
                }
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        void IThreadPoolWorkItem.Execute() => Write();

        /// <summary>Those that waited for company, if they still do.</summary>
        public void WriteGathered()
        {
            lock (_writing)
            {
                if (_state != State.Gathering)
                {
                    return;
                }

                _state = State.Writing;
            }

            Write();
        }

        /// <summary>Sends until nothing waits. Goes on behind its awaits only where the transport cannot take more at once.</summary>
        private void Write()
        {
            var parcel = _spare ?? new Parcel();
            _spare = null; // whoever writes meanwhile has one of its own
            try
            {
                while (true)
                {
                    lock (_writing)
                    {
                        if (session._queue.Waiting == 0)
                        {
                            Rest();
                            break;
                        }
                    }

                    var ready = session._transport.Ready();
                    if (!ready.IsCompletedSuccessfully)
                    {
                        _ = GoOnReady(ready);
                        break;
                    }

                    parcel.Count = session._queue.Take(parcel.Messages, out parcel.Events);
                    if (parcel.Count == 0)
                    {
                        continue; // given up meanwhile
                    }

                    var sending = Send(parcel);
                    if (!sending.IsCompletedSuccessfully)
                    {
                        Volatile.Write(ref _sendingSince, session._time.GetUtcNow().UtcTicks);
                        _ = GoOnSent(sending, parcel);
                        return; // the parcel is the transport's until then
                    }

                    Sent(parcel);
                }

                _spare = parcel;
            }
            catch (Exception) when (Failed(parcel.Events)) // the peer is gone; the receiving half ends the session
            {
            }
        }

        private async Task GoOnReady(ValueTask ready)
        {
            try
            {
                await ready;
            }
            catch (Exception) when (Failed(0))
            {
                return;
            }

            Write();
        }

        private async Task GoOnSent(ValueTask sending, Parcel parcel)
        {
            try
            {
                await sending;
                Volatile.Write(ref _sendingSince, 0);
                Sent(parcel);
            }
            catch (Exception) when (Failed(parcel.Events))
            {
                return;
            }

            Write();
        }

        private ValueTask Send(Parcel parcel)
        {
            var goodbye = parcel.Messages[parcel.Count - 1] as Goodbye;
            var toSend = goodbye is null ? parcel.Count : parcel.Count - 1;
            if (Volatile.Read(ref _shape) is { } shape)
            {
                toSend = Fill(parcel, toSend, shape);
            }
            else
            {
                for (var i = 0; i < toSend; i++)
                {
                    parcel.Bytes[i] = parcel.Messages[i] as byte[] ?? session.Encode(parcel.Messages[i]);
                }
            }

            return goodbye is not null ? SayGoodbye(parcel.Bytes.AsMemory(0, toSend), goodbye)
                : session._transport.Send(parcel.Bytes.AsMemory(0, toSend));
        }

        /// <summary>The parcel's bytes as the client wants them: answers by themselves, events without repeats and in batches.</summary>
        /// <returns>How many.</returns>
        private int Fill(Parcel parcel, int count, SessionShape shape)
        {
            var (filled, run) = (0, 0);
            for (var i = 0; i < count; i++)
            {
                if (parcel.Messages[i] is byte[] answer)
                {
                    filled = Bundle(parcel, filled, run);
                    parcel.Bytes[filled++] = answer;
                    run = 0;
                }
                else if (shape.Sent?.Repeats(parcel.Messages[i]) is > 0 and { } repeats)
                {
                    parcel.Repeats += repeats;
                }
                else
                {
                    parcel.Bytes[filled++] = session.Encode(parcel.Messages[i]);
                    run += shape.IsBatching ? 1 : 0;
                }
            }

            return Bundle(parcel, filled, run);
        }

        private int Bundle(Parcel parcel, int filled, int run)
        {
            if (run == 0)
            {
                return filled;
            }

            parcel.Bytes[filled - run] = session.Bundle(parcel.Bytes.AsSpan(filled - run, run));
            return filled - run + 1;
        }

        private async ValueTask SayGoodbye(ReadOnlyMemory<ReadOnlyMemory<byte>> before, Goodbye goodbye)
        {
            if (before.Length > 0)
            {
                await session._transport.Send(before);
            }

            await session._transport.Close(goodbye.Code, goodbye.Reason);
            Volatile.Read(ref session._farewell)?.TrySetResult();
        }

        private void Sent(Parcel parcel)
        {
            session._queue.CountSent(parcel.Events - parcel.Repeats, parcel.Repeats);
            if (session._registry.Streamed is { } streamed)
            {
                for (var i = 0; i < parcel.Count; i++)
                {
                    if (EventOf(parcel.Messages[i]) is { } happened)
                    {
                        streamed.Sent(session.OrganizationId, happened);
                    }
                }
            }

            parcel.Clear();
        }

        /// <summary>A run is of locations only.</summary>
        private static FeedEvent? EventOf(object message) => message switch
        {
            FeedEvent happened => happened,
            FormedEvent formed => formed.Happened,
            _ => null,
        };

        private bool Failed(int inHand)
        {
            session._queue.CountLost(inHand);
            session.Gone();
            session._transport.Abort();
            lock (_writing)
            {
                Rest();
            }

            return true;
        }

        /// <summary>Under the lock: the writer ends.</summary>
        private void Rest()
        {
            _state = State.Resting;
            _done?.TrySetResult();
        }

        private enum State
        {
            /// <summary>Nothing waits.</summary>
            Resting,

            /// <summary>The pump will write.</summary>
            Gathering,

            /// <summary>A thread writes or will at once, or a send is under way.</summary>
            Writing,
        }

        /// <summary>What is handed to the transport at a time; what was handed over can no longer be conflated.</summary>
        private sealed class Parcel
        {
            public readonly object[] Messages = new object[Flush];
            public readonly ReadOnlyMemory<byte>[] Bytes = new ReadOnlyMemory<byte>[Flush];
            public int Count;
            public int Events;
            public int Repeats;

            public void Clear()
            {
                Array.Clear(Messages, 0, Count);
                Array.Clear(Bytes, 0, Count);
                (Count, Events, Repeats) = (0, 0, 0);
            }
        }
    }
}
