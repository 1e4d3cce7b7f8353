using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Engine.States;

public sealed class StateGrain(
    [PersistentState("balance", "named")] IPersistentState<Balance> balance,
    [PersistentState("second")] IPersistentState<Balance> second,
    [PersistentState("refused", "refusing")] IPersistentState<Balance> refused) : Grain, IStateGrain
{
    private int _amountWhenActivated;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _amountWhenActivated = balance.State.Amount;
        return Task.CompletedTask;
    }

    public Task<int> Amount() => Task.FromResult(balance.State.Amount);

    public Task<int> AmountWhenActivated() => Task.FromResult(_amountWhenActivated);

    public Task<string[]> Entries() => Task.FromResult<string[]>([.. balance.State.Entries, .. second.State.Entries]);

    public async Task Add(int amount, bool write)
    {
        balance.State.Amount += amount;
        balance.State.Entries.Add($"first {amount}");
        second.State.Entries.Add($"second {amount}");
        if (!write) return;
        await balance.WriteStateAsync();
        await second.WriteStateAsync();
    }

    public Task Clear() => balance.ClearStateAsync();

    public Task<(bool Exists, bool HasEtag)> Record() => Task.FromResult((balance.RecordExists, balance.Etag is not null));

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task Overwrite(int amount)
    {
        var storage = ServiceProvider.GetRequiredKeyedService<IGrainStorage>("named");
        var record = new GrainState<Balance>();
        await storage.ReadStateAsync("balance", this.GetGrainId(), record);
        record.State = new Balance { Amount = amount };
        await storage.WriteStateAsync("balance", this.GetGrainId(), record);
    }

    public Task<string?> EtagOfOwnStorage() => Task.FromResult(refused.Etag);

    public Task WriteOwnStorage() => refused.WriteStateAsync();

    public Task ClearOwnStorage() => refused.ClearStateAsync();
}
