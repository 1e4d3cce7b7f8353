using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Calls;
using Orleans.Embedded.Timers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Activations;

/// <summary>
/// One living grain: its object, its mailbox and its turn. It is its own task scheduler, so that continuations stay in the turn.
/// Owned by the <see cref="ActivationDirectory"/> (or a <see cref="WorkerPool"/>) from the first call until it is invalid.
/// All fields below are guarded by the lock on this object unless they say otherwise.
/// </summary>
internal sealed class Activation : TurnScheduler, IGrainContext, ICallee, ICallTarget
{
    private readonly Silo _silo;
    private readonly WorkerPool? _pool;
    private Mailbox _mailbox;
    private ActivationState _state;
    private bool _pumpQueued; // true from asking for a pump until that pump has found nothing more to do
    private bool _activating;
    private bool _finishing;
    private DeactivationReason _reason;
    private bool _wasValid;
    private long _lastUsed;
    private long _keepUntil;
    private AsyncServiceScope? _scope;
    private ActivationExtras? _extras;
    private object? _instance; // set once, in the activation's first turn

    public Activation(Silo silo, GrainClass grainClass, GrainId grainId, WorkerPool? pool = null)
    {
        _silo = silo;
        _pool = pool;
        Class = grainClass;
        GrainId = grainId;
    }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public Silo Silo => _silo;

    public object? GrainInstance => _instance;

    object ICallee.Instance => _instance!;

    public GrainReference GrainReference => new(new ReferenceKind(GrainId.Type, _silo), GrainId.Key);

    /// <summary>How many calls it has, running or waiting; read without the lock, for choosing among workers.</summary>
    public int Load => _mailbox.Running + _mailbox.Waiting;

    public bool IsValid => _state == ActivationState.Valid;

    public IServiceProvider ActivationServices
    {
        get
        {
            lock (this) return (_scope ??= _silo.Services.CreateAsyncScope()).ServiceProvider;
        }
    }

    public Task Deactivated
    {
        get
        {
            lock (this) return _state == ActivationState.Invalid ? Task.CompletedTask : Extras.Deactivated.Task;
        }
    }

    /// <summary>What few activations need.</summary>
    public ActivationExtras Extras
    {
        get
        {
            lock (this) return _extras ??= new ActivationExtras();
        }
    }

    /// <summary>The activation on whose scheduler the caller runs.</summary>
    public static Activation? OfCaller => Current as Activation;

    bool IEquatable<IGrainContext>.Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public bool TryReceive(Request request)
    {
        bool start;
        lock (this)
        {
            if (_state == ActivationState.Invalid) return false;
            _mailbox.Add(request);
            start = QueuePump();
        }

        if (start) StartPump();
        return true;
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool start;
        lock (this)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Invalid) return;
            _wasValid = _state == ActivationState.Valid;
            _reason = deactivationReason;
            _state = ActivationState.Deactivating;
            start = QueuePump();
        }

        if (start) StartPump();
    }

    /// <summary>Puts off idle collection; zero takes that back, an infinite span forbids collection.</summary>
    public void DelayDeactivation(TimeSpan time)
    {
        lock (this)
        {
            var clock = _silo.CollectionClock;
            _keepUntil = time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue
                : time <= TimeSpan.Zero ? 0
                : clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        }
    }

    /// <summary>Starts deactivation if nothing has used the activation for <paramref name="age"/>.</summary>
    public bool TryCollect(TimeSpan age)
    {
        lock (this)
        {
            var clock = _silo.CollectionClock;
            var now = clock.GetTimestamp();
            if (_state != ActivationState.Valid || Load > 0 || _keepUntil > now || clock.GetElapsedTime(_lastUsed, now) < age) return false;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation was idle for longer than its collection age."));
        return true;
    }

    public void Finished(Request request)
    {
        bool start;
        lock (this)
        {
            Count(request);
            start = (_mailbox.Waiting > 0 || _state == ActivationState.Deactivating) && QueuePump();
        }

        if (start) StartPump();
    }

    public void Faulted(Request request, Exception exception)
    {
        if (request.Method.OneWay) Log.OneWayFailed(_silo.Logger, request, exception);

        // Whoever wrote against a stale ETag holds stale state: the next call starts afresh from what is stored.
        if (exception is InconsistentStateException { IsSourceActivation: true } stale)
        {
            stale.IsSourceActivation = false;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "The stored state was changed by somebody else."));
        }
    }

    public override string ToString() => $"[Activation: {GrainId} State={_state}]";

    // Called under the lock: true if the caller must call StartPump after leaving it.
    private bool QueuePump()
    {
        if (_pumpQueued) return false;
        return _pumpQueued = true;
    }

    private void StartPump() => StartDetached(static state => ((Activation)state!).Pump());

    /// <summary>Runs what may run, in the activation's turn; then activates or deactivates if that is due.</summary>
    private void Pump()
    {
        while (true)
        {
            Request? request;
            lock (this)
            {
                if (_state != ActivationState.Valid || !_mailbox.TryStart(Class.IsReentrant, out request))
                {
                    _pumpQueued = false;
                    break;
                }
            }

            // Nobody waits any more for a call that timed out in the queue.
            if (!request.IsAnswered && !request.Run(this)) continue;
            lock (this) Count(request);
        }

        ChangeState();
    }

    private void ChangeState()
    {
        lock (this)
        {
            if (_state == ActivationState.Created)
            {
                _state = ActivationState.Activating;
                _activating = true;
            }
            else if (_state == ActivationState.Deactivating && _mailbox.Running == 0 && !_finishing && !_activating)
            {
                _finishing = true;
            }
            else
            {
                return;
            }
        }

        _ = _finishing ? FinishDeactivation() : Activate();
    }

    private void Count(Request request)
    {
        _mailbox.Finished(request);
        if (request.KeepsAlive) _lastUsed = _silo.CollectionClock.GetTimestamp();
    }

    private async Task Activate()
    {
        try
        {
            await _silo.WithDeadline(_silo.Collection.ActivationTimeout, async token =>
            {
                _instance = Class.Create(this, out var states);
                foreach (var state in states) await state.ReadStateAsync();
                if (_instance is IGrainBase grain) await grain.OnActivateAsync(token).WaitAsync(token);
            });
            lock (this)
            {
                _activating = false;
                if (_state == ActivationState.Activating) _state = ActivationState.Valid;
                _lastUsed = _silo.CollectionClock.GetTimestamp();
                if (!QueuePump()) return; // the pump that was asked for meanwhile goes on
            }
        }
        catch (Exception exception)
        {
            Log.ActivationFailed(_silo.Logger, GrainId, exception);
            foreach (var request in await Remove()) request.Fail(exception);
            return;
        }

        Pump();
    }

    private async Task FinishDeactivation()
    {
        DisposeTimers();
        if (_wasValid && _instance is IGrainBase grain)
        {
            try
            {
                await _silo.WithDeadline(_silo.Collection.DeactivationTimeout, token => grain.OnDeactivateAsync(_reason, token).WaitAsync(token));
            }
            catch (Exception exception)
            {
                Log.DeactivationFailed(_silo.Logger, GrainId, exception);
            }
        }

        foreach (var request in await Remove()) _silo.Forward(request, GrainId);
    }

    /// <summary>Leaves the directory, disposes what the activation owns, and hands back the calls that still wait.</summary>
    private async Task<List<Request>> Remove()
    {
        DisposeTimers();
        try
        {
            if (_instance is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else if (_instance is IDisposable disposable) disposable.Dispose();
            if (_scope is { } scope) await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Log.DeactivationFailed(_silo.Logger, GrainId, exception);
        }

        List<Request> waiting;
        TaskCompletionSource? deactivated;
        lock (this)
        {
            _state = ActivationState.Invalid;
            waiting = _mailbox.TakeAll();
            deactivated = _extras?.DeactivatedIfAsked;
        }

        if (_pool is null) _silo.Directory.Remove(this);
        else _pool.Remove(this);
        deactivated?.TrySetResult();
        waiting.RemoveAll(static request => request.IsLocal);
        return waiting;
    }

    private void DisposeTimers()
    {
        List<GrainTimer>? timers;
        lock (this) timers = _extras?.TakeTimers();
        if (timers is null) return;
        foreach (var timer in timers) timer.Dispose();
    }
}
