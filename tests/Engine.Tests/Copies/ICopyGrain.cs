namespace Fleet.Engine.Copies;

public interface ICopyGrain : IGrainWithStringKey
{
    /// <summary>Keeps what it gets and hands the same object back.</summary>
    Task<Parcel> Keep(Parcel parcel);

    Task<Parcel> Kept();

    Task KeepShared([Immutable] Parcel parcel);

    Task<bool> IsKept(Stamp stamp);

    Task<Stamp> KeepStamp(Stamp stamp);

    Task<bool> AreSame(Parcel first, Parcel second);

    Task<Address> Move(Address address);

    Task<Everything> Echo(Everything everything);

    Task<object?> EchoAny(object? value);

    Task<ICopyGrain> Self();

    /// <summary>Returns itself where it should return a reference.</summary>
    Task<ICopyGrain> This();
}
