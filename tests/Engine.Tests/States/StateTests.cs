using Fleet.Engine.Fixture;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Engine.States;

public sealed class StateTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task State_written_is_read_before_the_next_activation_starts()
    {
        var grain = Grain<IStateGrain>();
        Assert.Equal((false, false), await grain.Record().WaitAsync(Limit));
        await grain.Add(5, write: true).WaitAsync(Limit);
        Assert.Equal((true, true), await grain.Record().WaitAsync(Limit));
        await grain.Leave().WaitAsync(Limit);
        Assert.Equal(5, await grain.AmountWhenActivated().WaitAsync(Limit));
        Assert.Equal(["first 5", "second 5"], await grain.Entries().WaitAsync(Limit));
        Assert.Equal((true, true), await grain.Record().WaitAsync(Limit));
    }

    [Fact]
    public async Task State_changed_but_not_written_is_gone_with_the_activation()
    {
        var grain = Grain<IStateGrain>();
        await grain.Add(5, write: true).WaitAsync(Limit);
        await grain.Add(3, write: false).WaitAsync(Limit);
        Assert.Equal(8, await grain.Amount().WaitAsync(Limit));
        await grain.Leave().WaitAsync(Limit);
        Assert.Equal(5, await grain.Amount().WaitAsync(Limit));
        Assert.Equal(["first 5", "second 5"], await grain.Entries().WaitAsync(Limit));
    }

    [Fact]
    public async Task State_cleared_is_empty_and_can_be_written_again()
    {
        var grain = Grain<IStateGrain>();
        await grain.Add(5, write: true).WaitAsync(Limit);
        await grain.Clear().WaitAsync(Limit);
        Assert.Equal(0, await grain.Amount().WaitAsync(Limit));
        Assert.False((await grain.Record().WaitAsync(Limit)).Exists);
        await grain.Add(2, write: true).WaitAsync(Limit);
        await grain.Leave().WaitAsync(Limit);
        Assert.Equal(2, await grain.Amount().WaitAsync(Limit));
    }

    [Fact]
    public async Task Write_against_a_changed_record_conflicts_and_the_next_call_sees_what_is_stored()
    {
        var grain = Grain<IStateGrain>();
        await grain.Add(5, write: true).WaitAsync(Limit);
        await grain.Overwrite(100).WaitAsync(Limit);
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Add(1, write: true).WaitAsync(Limit));
        Assert.Equal(100, await grain.Amount().WaitAsync(Limit));
        await grain.Add(1, write: true).WaitAsync(Limit);
        Assert.Equal(101, await grain.Amount().WaitAsync(Limit));
    }

    [Fact]
    public async Task Own_storage_gets_the_state_name_and_the_grain_id() =>
        Assert.Equal($"refused|{Key}", await Grain<IStateGrain>().EtagOfOwnStorage().WaitAsync(Limit));

    [Fact]
    public async Task Failure_of_a_storage_reaches_the_caller_as_an_engine_exception()
    {
        var thrown = await Assert.ThrowsAsync<OrleansException>(() => Grain<IStateGrain>().WriteOwnStorage().WaitAsync(Limit));
        Assert.IsType<NotSupportedException>(thrown.InnerException);
    }

    [Fact]
    public async Task Conflict_of_an_own_storage_reaches_the_caller_with_both_tags()
    {
        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => Grain<IStateGrain>().ClearOwnStorage().WaitAsync(Limit));
        Assert.Equal(("theirs", $"refused|{Key}"), (thrown.StoredEtag, thrown.CurrentEtag));
    }
}
