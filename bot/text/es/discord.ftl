# What stands around a surface on Discord: where it can't be drawn as it is elsewhere, and where Discord says no.
discord-submit = El botón de Discord, abajo, hace esto: «{ $label }». La frase de Discord que lo acompaña nombra esta aplicación, no a una persona.
discord-box = El botón de Discord, abajo, toma lo que escribas aquí y sigue con todo el formulario.
discord-write = Escribir
discord-change = Cambiar
discord-go-on = Ir a la casilla
discord-again = Intentar de nuevo
discord-yours = Tus palabras, para copiar
discord-failed-title = No se hizo
discord-failed = No funcionó, y no fue por ti. No puedo decir que se haya guardado algo.
discord-failed-typed = Lo que escribiste está aquí, para copiarlo. «{ discord-again }» hace lo mismo con ello otra vez.
discord-gone = Esto es demasiado antiguo para repetirlo desde aquí. Empieza de nuevo, por favor.
discord-which-title = ¿Qué servidor?
discord-which = Tú y yo estamos en varios servidores. ¿A cuál te refieres?

## The commands, as Discord lists them

discord-command-concern = Preguntar o decir algo, con calma
discord-command-light = Preguntar o decir algo, con calma
discord-command-inbox = Lo tuyo aquí
discord-command-rights = Tus derechos y ayuda de fuera
discord-command-join = Unirme y recibir notas
discord-command-desk = La mesa de quienes leen
discord-command-scene = Escenas y lo que falta antes de ellas
