using System.Collections;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Activations;
using Orleans.Runtime;

namespace Fleet.Engine.Embedded;

/// <summary>
/// What the real engine refuses at build time (its source generator and analyzers) or at start, the embedded one refuses at start.
/// The faulty types are private, so that no silo finds them.
/// </summary>
public sealed class RejectionTests
{
    private interface IGood : IGrainWithStringKey
    {
        Task<GoodState> Say(string text, GoodState state, CancellationToken cancellationToken);

        ValueTask Nothing();

        void Forget();
    }

    private sealed class Good([PersistentState("s")] IPersistentState<GoodState> state, IGrainFactory factory, string text = "x") : Grain, IGood
    {
        public Task<GoodState> Say(string text1, GoodState value, CancellationToken cancellationToken) => Task.FromResult(state.State);

        public ValueTask Nothing() => ValueTask.CompletedTask;

        public void Forget() => GC.KeepAlive((factory, text));
    }

    [GenerateSerializer]
    private sealed record GoodState([property: Id(0)] string Name, int Number)
    {
        [field: NonSerialized]
        public int Left { get; set; }

        public int Computed => Number + Left;
    }

    [Fact]
    public void Sound_grain_has_no_fault() => Assert.Empty(Find<Good>());

    private interface IProperty : IGrainWithStringKey
    {
        int Number { get; }
    }

    private sealed class Property : Grain, IProperty
    {
        public int Number => 0;
    }

    [Fact]
    public void Property_on_a_grain_interface_is_named() => Expect<Property>("IProperty.Number", "properties");

    private interface IEvent : IGrainWithStringKey
    {
        event EventHandler Happened;
    }

    private sealed class Event : Grain, IEvent
    {
        public event EventHandler Happened
        {
            add { }
            remove { }
        }
    }

    [Fact]
    public void Event_on_a_grain_interface_is_named() => Expect<Event>("IEvent.Happened", "events");

    private interface IReturns : IGrainWithStringKey
    {
        int Number();
    }

    private sealed class Returns : Grain, IReturns
    {
        public int Number() => 0;
    }

    [Fact]
    public void Method_that_returns_no_task_is_named() => Expect<Returns>("IReturns.Number", "System.Int32");

    private interface IByRef : IGrainWithStringKey
    {
        Task Take(ref int number, out int other);
    }

    private sealed class ByRef : Grain, IByRef
    {
        public Task Take(ref int number, out int other)
        {
            other = 0;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Ref_and_out_parameters_are_named()
    {
        Expect<ByRef>("IByRef.Take, parameter number", "ref");
        Expect<ByRef>("IByRef.Take, parameter other", "out");
    }

    private sealed class Unmarked
    {
        public int Number { get; set; }
    }

    private interface IUnmarked : IGrainWithStringKey
    {
        Task<List<Unmarked>> Give();

        Task Take(BitArray bits);
    }

    private sealed class UnmarkedGrain : Grain, IUnmarked
    {
        public Task<List<Unmarked>> Give() => throw new NotSupportedException();

        public Task Take(BitArray bits) => throw new NotSupportedException();
    }

    [Fact]
    public void Type_that_cannot_cross_is_named_with_its_place()
    {
        Expect<UnmarkedGrain>("IUnmarked.Give, result", "neither immutable nor copyable");
        Expect<UnmarkedGrain>("IUnmarked.Take, parameter bits", "System.Collections.BitArray");
    }

    private sealed class UnmarkedState([PersistentState("s")] IPersistentState<Unmarked> state) : Grain, IGrainWithStringKey
    {
        public override string ToString() => state.ToString()!;
    }

    [Fact]
    public void State_that_cannot_be_kept_is_named() => Expect<UnmarkedState>("constructor parameter state", "neither immutable nor copyable");

    [GenerateSerializer]
    private sealed class Members
    {
        [Id(0)]
        public int First { get; set; }

        [Id(0)]
        public int Second { get; set; }

        public int Forgotten { get; set; }
    }

    [GenerateSerializer]
    private sealed record Derived([property: Id(0)] int Number) : UnmarkedBase;

    private record UnmarkedBase;

    private interface IMembers : IGrainWithStringKey
    {
        Task Take(Members members, Derived derived);
    }

    private sealed class MembersGrain : Grain, IMembers
    {
        public Task Take(Members members, Derived derived) => Task.CompletedTask;
    }

    [Fact]
    public void Members_with_the_same_id_are_named() => Expect<MembersGrain>("First and Second", "[Id(0)]");

    [Fact]
    public void Member_without_an_id_is_named() => Expect<MembersGrain>("Members.Forgotten", "no [Id]");

    [Fact]
    public void Base_type_that_is_not_marked_is_named() => Expect<MembersGrain>("Derived", "UnmarkedBase lacks [GenerateSerializer]");

    private sealed class Needy(IDisposable missing) : Grain, IGrainWithStringKey
    {
        public override string ToString() => missing.ToString()!;
    }

    [Fact]
    public void Constructor_parameter_without_a_service_is_named() => Expect<Needy>("Needy, constructor parameter missing", "System.IDisposable");

    [GenerateSerializer, Alias("same")]
    private sealed class AliasA;

    [GenerateSerializer, Alias("same")]
    private sealed class AliasB;

    private interface IAliases : IGrainWithStringKey
    {
        [Alias("m")]
        Task One(AliasA a, AliasB b);

        [Alias("m")]
        Task Two();
    }

    private sealed class Aliases : Grain, IAliases
    {
        public Task One(AliasA a, AliasB b) => Task.CompletedTask;

        public Task Two() => Task.CompletedTask;
    }

    [Fact]
    public void Alias_used_twice_is_named()
    {
        Expect<Aliases>("AliasA", "[Alias(\"same\")]");
        Expect<Aliases>("One and Two", "[Alias(\"m\")]");
    }

    private static void Expect<TGrain>(params string[] parts) =>
        Assert.Contains(Find<TGrain>(), fault => parts.All(part => fault.Contains(part, StringComparison.Ordinal)));

    private static List<string> Find<TGrain>()
    {
        using var services = new ServiceCollection().AddSingleton(static _ => (IGrainFactory)null!).BuildServiceProvider();
        return GrainValidator.Find([typeof(TGrain)], services.GetRequiredService<IServiceProviderIsService>());
    }
}
