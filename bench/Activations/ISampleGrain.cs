namespace Fleet.Bench.Activations;

public interface ISampleGrain : IGrainWithStringKey
{
    Task<int> Touch(int amount, bool write);

    /// <summary>Calls another grain so many times.</summary>
    Task Relay(string other, int times);
}
