using System.Collections.Immutable;
using Fleet.Engine.Fixture;
using Orleans.Serialization;

namespace Fleet.Engine.Copies;

public sealed class CopyTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task Argument_changed_after_the_call_stays_as_it_was_sent()
    {
        var parcel = new Parcel { Name = "before", Numbers = [1] };
        var grain = Grain<ICopyGrain>();
        await grain.Keep(parcel).WaitAsync(Limit);
        parcel.Name = "after";
        parcel.Numbers.Add(2);
        var kept = await grain.Kept().WaitAsync(Limit);
        Assert.Equal("before", kept.Name);
        Assert.Equal([1], kept.Numbers);
    }

    [Fact]
    public async Task Result_changed_by_the_caller_leaves_the_grain_alone()
    {
        var grain = Grain<ICopyGrain>();
        var result = await grain.Keep(new Parcel { Name = "grain's" }).WaitAsync(Limit);
        Assert.NotSame(CopyGrain.Held[Key], result);
        result.Name = "caller's";
        Assert.Equal("grain's", (await grain.Kept().WaitAsync(Limit)).Name);
    }

    [Fact]
    public async Task Immutable_value_is_shared_both_ways()
    {
        var stamp = new Stamp("one");
        var grain = Grain<ICopyGrain>();
        Assert.Same(stamp, await grain.KeepStamp(stamp).WaitAsync(Limit));
        Assert.True(await grain.IsKept(stamp).WaitAsync(Limit));
    }

    [Fact]
    public async Task Immutable_parameter_is_shared()
    {
        var parcel = new Parcel();
        await Grain<ICopyGrain>().KeepShared(parcel).WaitAsync(Limit);
        Assert.Same(parcel, CopyGrain.Held[Key]);
    }

    [Fact]
    public async Task Reference_used_twice_in_one_call_stays_one_object()
    {
        var parcel = new Parcel();
        Assert.True(await Grain<ICopyGrain>().AreSame(parcel, parcel).WaitAsync(Limit));
        Assert.False(await Grain<ICopyGrain>().AreSame(parcel, new Parcel()).WaitAsync(Limit));
    }

    [Fact]
    public async Task Cycle_is_kept()
    {
        var parcel = new Parcel { Name = "cycle" };
        parcel.Inner = parcel;
        var copy = await Grain<ICopyGrain>().Keep(parcel).WaitAsync(Limit);
        Assert.NotSame(parcel, copy);
        Assert.Same(copy, copy.Inner);
    }

    [Fact]
    public async Task Derived_type_keeps_its_type_and_private_members()
    {
        var parcel = new BigParcel { Labels = ["fragile"], Array = [1, 2], Inner = new BigParcel() };
        parcel.Tags["a"] = ["b"];
        var copy = Assert.IsType<BigParcel>(await Grain<ICopyGrain>().Keep(parcel).WaitAsync(Limit));
        Assert.Equal(["fragile"], copy.Labels);
        Assert.NotSame(parcel.Labels, copy.Labels);
        Assert.Equal([1, 2], copy.Array);
        Assert.NotSame(parcel.Array, copy.Array);
        Assert.Equal(["b"], copy.Tags["a"]);
        Assert.NotSame(parcel.Tags["a"], copy.Tags["a"]);
        Assert.IsType<BigParcel>(copy.Inner);
    }

    [Fact]
    public async Task Derived_type_that_is_not_marked_is_refused() =>
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain<ICopyGrain>().Keep(new StowawayParcel()).WaitAsync(Limit));

    [Fact]
    public async Task Record_with_init_members_crosses()
    {
        var address = new Address("Street", ["one"]) { Stamp = new Stamp("s"), Stamps = [new Stamp("t")] };
        var copy = await Grain<ICopyGrain>().Move(address).WaitAsync(Limit);
        Assert.Equal("Street 2", copy.Street);
        Assert.Equal(address.Lines, copy.Lines);
        Assert.NotSame(address.Lines, copy.Lines);
        Assert.Same(address.Stamp, copy.Stamp);
        Assert.Same(address.Stamps[0], copy.Stamps[0]);
    }

    [Fact]
    public async Task Every_supported_type_crosses_equal_and_apart()
    {
        var sent = new Everything
        {
            MaybeNumber = 5,
            Tuple = (1, "y", [2]),
            Parcels = new(StringComparer.OrdinalIgnoreCase) { ["KEY"] = new Parcel { Name = "p" } },
            Fixed = ImmutableDictionary<string, int>.Empty.Add("one", 1),
            When = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            HowLong = TimeSpan.FromMinutes(3),
            Where = new Uri("https://example.org/a"),
            Which = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            Day = DayOfWeek.Friday,
            Anything = new List<string> { "boxed" },
            Listed = new List<Parcel> { new() { Name = "listed" } },
            Jagged = [[1], [2, 3]],
            Queue = new Queue<int>([7, 8]),
            Sorted = new SortedDictionary<int, string> { [2] = "b", [1] = "a" },
            Weight = new Weight { Kilograms = 1.5, Parts = [9] },
            Array = [new Parcel { Name = "in array" }],
            Pair = new("k", [4]),
            Date = new DateOnly(2026, 2, 3),
            Money = 12.34m,
            Bytes = [1, 2, 3],
            Grid = new[,] { { 1, 2 }, { 3, 4 } },
        };

        var got = await Grain<ICopyGrain>().Echo(sent).WaitAsync(Limit);

        Assert.Equal(5, got.MaybeNumber);
        Assert.Equal((1, "y"), (got.Tuple.X, got.Tuple.Y));
        Assert.NotSame(sent.Tuple.Z, got.Tuple.Z);
        Assert.Equal("p", got.Parcels["key"].Name);
        Assert.NotSame(sent.Parcels["key"], got.Parcels["key"]);
        Assert.Equal(1, got.Fixed["one"]);
        Assert.Equal(sent.When, got.When);
        Assert.Equal(sent.When.Offset, got.When.Offset);
        Assert.Equal(sent.HowLong, got.HowLong);
        Assert.Equal(sent.Where, got.Where);
        Assert.Equal(sent.Which, got.Which);
        Assert.Equal(DayOfWeek.Friday, got.Day);
        Assert.Equal(["boxed"], Assert.IsType<List<string>>(got.Anything));
        Assert.NotSame(sent.Anything, got.Anything);
        Assert.NotSame(sent.Listed[0], got.Listed[0]);
        Assert.Equal([2, 3], got.Jagged[1]);
        Assert.NotSame(sent.Jagged[1], got.Jagged[1]);
        Assert.Equal([7, 8], got.Queue);
        Assert.Equal([1, 2], got.Sorted.Keys);
        Assert.Equal(1.5, got.Weight.Kilograms);
        Assert.NotSame(sent.Weight.Parts, got.Weight.Parts);
        Assert.Equal("in array", got.Array[0].Name);
        Assert.NotSame(sent.Array[0], got.Array[0]);
        Assert.NotSame(sent.Pair.Value, got.Pair.Value);
        Assert.Equal((sent.Date, sent.Money), (got.Date, got.Money));
        Assert.Equal([1, 2, 3], got.Bytes);
        Assert.Equal(4, got.Grid[1, 1]);
    }

    [Fact]
    public async Task Null_crosses() => Assert.Null(await Grain<ICopyGrain>().EchoAny(null).WaitAsync(Limit));

    [Fact]
    public async Task Grain_that_passes_itself_passes_its_reference()
    {
        var grain = Grain<ICopyGrain>();
        var passed = await grain.This().WaitAsync(Limit);
        Assert.IsNotType<CopyGrain>(passed);
        Assert.Equal(grain, passed);
    }

    [Fact]
    public async Task Grain_reference_crosses_and_equals_the_callers()
    {
        var grain = Grain<ICopyGrain>();
        var self = await grain.Self().WaitAsync(Limit);
        Assert.Equal(grain, self);
        Assert.Equal(grain.GetHashCode(), self.GetHashCode());
        Assert.Equal("one", (await self.KeepStamp(new Stamp("one")).WaitAsync(Limit)).Text);
    }
}
