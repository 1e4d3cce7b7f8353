using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>The objects outside grains that grains may call. Held weakly: whoever made the reference keeps the object.</summary>
internal sealed partial class ObserverTable(ILogger logger)
{
    public static readonly GrainType Type = GrainType.Create("sys.client");

    private readonly ConcurrentDictionary<GrainId, Observer> _observers = new();
    private long _counter;

    public GrainId Add(IGrainObserver target)
    {
        var id = GrainId.Create(Type, "observer+" + Interlocked.Increment(ref _counter).ToString(CultureInfo.InvariantCulture));
        _observers[id] = new Observer(target, logger);
        return id;
    }

    public void Remove(GrainId id) => _observers.TryRemove(id, out _);

    /// <summary>Runs the call; one for an observer that is gone goes unanswered, as in the real engine, and times out.</summary>
    public void Deliver(Request request, GrainId id)
    {
        if (_observers.TryGetValue(id, out var observer) && observer.TryReceive(request)) return;
        Remove(id);
        Gone(logger, request);
    }

    [LoggerMessage(11, LogLevel.Warning, "The observer of {Request} is gone")]
    private static partial void Gone(ILogger logger, Request request);

    /// <summary>Runs the calls of one observer one after another on the thread pool.</summary>
    private sealed class Observer(IGrainObserver target, ILogger logger) : ICallee
    {
        private readonly WeakReference<object> _target = new(target);
        private readonly Queue<Request> _waiting = new();
        private object? _running;
        private TaskCompletionSource? _finished;
        private bool _pumping;

        public object Instance => _running!;

        public bool TryReceive(Request request)
        {
            if (!_target.TryGetTarget(out var _)) return false;
            lock (_waiting)
            {
                _waiting.Enqueue(request);
                if (_pumping) return true;
                _pumping = true;
            }

            Detached.Run(Pump);
            return true;
        }

        public void Finished(Request request) => _finished!.SetResult();

        public void Faulted(Request request, Exception exception)
        {
            if (request.Method.OneWay) Log.OneWayFailed(logger, request, exception);
        }

        private async Task Pump()
        {
            while (true)
            {
                Request? request;
                lock (_waiting)
                {
                    if (!_waiting.TryDequeue(out request))
                    {
                        _pumping = false;
                        return;
                    }
                }

                if (request.IsAnswered && !request.Method.OneWay || !_target.TryGetTarget(out _running)) continue;
                _finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (!request.Run(this)) await _finished.Task;
                _running = null;
            }
        }
    }
}
