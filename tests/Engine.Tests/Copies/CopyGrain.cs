using System.Collections.Concurrent;

namespace Fleet.Engine.Copies;

public sealed class CopyGrain : Grain, ICopyGrain
{
    private Parcel _parcel = new();
    private Stamp? _stamp;

    /// <summary>The very objects that the grains hold; both engines run in the test's process.</summary>
    public static ConcurrentDictionary<string, Parcel> Held { get; } = new();

    public Task<Parcel> Keep(Parcel parcel)
    {
        _parcel = parcel;
        Held[this.GetPrimaryKeyString()] = parcel;
        return Task.FromResult(parcel);
    }

    public Task<Parcel> Kept() => Task.FromResult(_parcel);

    public Task KeepShared(Parcel parcel) => Keep(parcel);

    public Task<Stamp> KeepStamp(Stamp stamp)
    {
        _stamp = stamp;
        return Task.FromResult(stamp);
    }

    public Task<bool> IsKept(Stamp stamp) => Task.FromResult(ReferenceEquals(stamp, _stamp));

    public Task<bool> AreSame(Parcel first, Parcel second) => Task.FromResult(ReferenceEquals(first, second));

    public Task<Address> Move(Address address) => Task.FromResult(address with { Street = address.Street + " 2" });

    public Task<Everything> Echo(Everything everything) => Task.FromResult(everything);

    public Task<object?> EchoAny(object? value) => Task.FromResult(value);

    public Task<ICopyGrain> Self() => Task.FromResult(this.AsReference<ICopyGrain>());

    public Task<ICopyGrain> This() => Task.FromResult<ICopyGrain>(this);
}
