namespace Fleet.Engine.States;

public interface IStateGrain : IGrainWithStringKey
{
    Task<int> Amount();

    Task<int> AmountWhenActivated();

    Task<string[]> Entries();

    Task Add(int amount, bool write);

    Task Clear();

    Task<(bool Exists, bool HasEtag)> Record();

    Task Leave();

    /// <summary>Writes over the record behind the grain's back, as another silo could.</summary>
    Task Overwrite(int amount);

    Task<string?> EtagOfOwnStorage();

    Task WriteOwnStorage();

    Task ClearOwnStorage();
}
