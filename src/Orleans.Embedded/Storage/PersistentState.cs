using Orleans.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans.Embedded.Storage;

/// <summary>Ties one named state of an activation to its storage. Owned by the activation; operations queue up behind each other.</summary>
internal sealed class PersistentState<TState> : IPersistentState<TState>, IPersistentStateBridge
{
    private readonly PersistentStateKind<TState> _kind;
    private readonly Activation _activation;
    private readonly GrainState<TState> _record;
    private Task _last = Task.CompletedTask;
    private bool _loaded;

    public PersistentState(PersistentStateKind<TState> kind, Activation activation)
    {
        _kind = kind;
        _activation = activation;
        _record = new GrainState<TState>(StateActivator<TState>.Create());
    }

    public TState State
    {
        get
        {
            CheckTurn();
            return _record.State!;
        }

        set
        {
            CheckTurn();
            _record.State = value;
        }
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _loaded ? _record.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Enqueue(nameof(ReadStateAsync), static async (self, token) =>
    {
        await self._kind.Storage.ReadStateAsync(self._kind.Name, self._activation.GrainId, self._record, token);
        self._loaded = true;
    }, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) => Enqueue(nameof(WriteStateAsync), static (self, token) =>
        self._kind.Storage.WriteStateAsync(self._kind.Name, self._activation.GrainId, self._record, token), cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Enqueue(nameof(ClearStateAsync), static (self, token) =>
        self._kind.Storage.ClearStateAsync(self._kind.Name, self._activation.GrainId, self._record, token), cancellationToken);

    private Task Enqueue(string operation, Func<PersistentState<TState>, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        CheckTurn();
        var task = Run(_last, operation, run, cancellationToken);
        _last = task.IsCompletedSuccessfully ? Task.CompletedTask : task;
        return task;
    }

    private async Task Run(Task previous, string operation, Func<PersistentState<TState>, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await run(this, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException($"Error from storage provider {_kind.Storage.GetType().Name}.{_kind.Name} during {operation} for grain {_activation.GrainId}: {exception.Message}", exception);
        }
    }

    private static void CheckTurn()
    {
        if (Activation.OfCaller is null)
            throw new InvalidOperationException("Grain state was touched from outside a turn of its grain, for example from Task.Run. Stay on the grain's scheduler.");
    }
}
