using System.Runtime.CompilerServices;

namespace Orleans.Embedded.Copying;

/// <summary>
/// What was already copied during one call, so that shared references stay shared and cycles end.
/// Owned by one thread at a time: rented before the first argument is copied, returned after the last.
/// </summary>
internal sealed class CopyContext
{
    // Most graphs are small: a linear search over a few entries beats hashing.
    private const int LinearLimit = 8;

    [ThreadStatic]
    private static CopyContext? t_cached;

    private readonly (object Original, object Copy)[] _first = new (object, object)[LinearLimit];
    private Dictionary<object, object>? _rest;
    private int _count;

    public static CopyContext Rent()
    {
        var context = t_cached ?? new CopyContext();
        t_cached = null;
        return context;
    }

    public void Return()
    {
        Array.Clear(_first, 0, Math.Min(_count, LinearLimit));
        _count = 0;
        _rest = null;
        t_cached = this;
    }

    public bool TryGet<T>(T original, out T copy) where T : class
    {
        for (var i = 0; i < Math.Min(_count, LinearLimit); i++)
        {
            if (ReferenceEquals(_first[i].Original, original))
            {
                copy = Unsafe.As<T>(_first[i].Copy);
                return true;
            }
        }

        if (_rest is not null && _rest.TryGetValue(original, out var found))
        {
            copy = Unsafe.As<T>(found);
            return true;
        }

        copy = default!;
        return false;
    }

    public void Record(object original, object copy)
    {
        if (_count < LinearLimit) _first[_count] = (original, copy);
        else (_rest ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance))[original] = copy;
        _count++;
    }
}
