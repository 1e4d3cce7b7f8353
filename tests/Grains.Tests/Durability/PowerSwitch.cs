using Fleet.Storage;

namespace Fleet.Durability;

/// <summary>
/// What a kill does to a process's stores: from one durable operation on, which lands or does not, nothing more gets
/// through and nobody hears of it.
/// </summary>
public sealed class PowerSwitch
{
    private readonly Lock _lock = new();
    private int _left = int.MaxValue;
    private bool _lands;

    /// <summary>Durable operations so far.</summary>
    public int Operations { get; private set; }

    public bool Off { get; private set; }

    /// <param name="after">The operation, counted from now, in the middle of which the power goes.</param>
    /// <param name="lands">Whether that one still reaches the store.</param>
    public void CutAfter(int after, bool lands)
    {
        lock (_lock)
        {
            (_left, _lands, Off) = (after, lands, false);
        }
    }

    public void Cut()
    {
        lock (_lock)
        {
            Off = true;
        }
    }

    public void Read()
    {
        lock (_lock)
        {
            if (Off)
                throw Away();
        }
    }

    public async ValueTask<T> Write<T>(Func<ValueTask<T>> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        bool cuts;
        lock (_lock)
        {
            if (Off)
                throw Away();

            Operations++;
            cuts = Off = --_left == 0;
        }

        if (!cuts)
            return await operation();

        if (_lands)
            await operation();

        throw Away();
    }

    private static StorageUnavailableException Away() => new("The power is off.");
}
