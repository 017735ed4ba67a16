# The local set's own labels: what stands around a chat, not what Ghostlight says in it.

## The stage

set-name = Ghostlight
set-title = Ghostlight, el set
set-language-name = Español
set-languages = Idioma del set
set-themes = Claro u oscuro
set-theme-light = Claro
set-theme-dark = Oscuro
set-clock-label = Hora en el set
set-clock = { $day } { $time }
set-day-1 = Lunes
set-day-2 = Martes
set-day-3 = Miércoles
set-day-4 = Jueves
set-day-5 = Viernes
set-day-6 = Sábado
set-day-7 = Domingo
set-move-5min = +5 min
set-move-1h = +1 h
set-move-next = A lo siguiente
set-move-real = Hora real
set-tabs = Con qué ojos
set-tab-phone = Teléfono
set-tab-readers = Lectura
set-tab-own = Mesa
set-tab-office = Oficina
set-pane-phone = El teléfono de una persona
set-pane-readers = El canal de quienes leen
set-pane-own = Los mensajes y la mesa de quien lee
set-pane-office = El canal de oficina

## Whose eyes, and what they do not see. These lines must stay true.

set-phone = Teléfono de { $name }
set-own = Mesa de { $name }
set-channel-readers = Canal de lectura
set-channel-office = Canal de oficina
set-unseen-label = { "Lo que aquí no se ve: " }
set-unseen-person = { $name } ve solo sus propias líneas. No ve las de nadie más, ni si alguien más ha escrito.
set-unseen-reader = { $name } no ve quién escribió, salvo que esa persona dé su nombre, ni encuentra rastro de una línea de la que quedó fuera.
set-unseen-readers = Aquí nadie ve quién escribió. Tampoco hay aquí una sola palabra: las palabras se abren en privado, a una persona cada vez.
set-unseen-office = Aquí nadie ve una inquietud, ni cuántas, ni cuándo. Ni quién escribió, ni a quién se preguntó, ni si alguien lo hizo.
set-as = Como { $name }
set-choose = Con qué ojos
set-someone-else = Otra persona
set-switch = Mostrar
set-who-presses = Pulsa
set-members = En este canal: { $count }
set-let-in = Dejar entrar
set-let-in-who = A quién dejar entrar
set-let-go = Sacar

## A chat

set-bot = Ghostlight
set-you = Tú
set-messages = Mensajes
set-no-messages = Todavía no hay mensajes.
set-menu = Formas de entrar
set-home = Inicio
set-command-concern = /concern
set-command-light = /light
set-command-desk = Mesa
set-command-scene = /scene
set-write-to = Escribe a Ghostlight
set-send = Enviar
set-drop = Enviar otra cosa
set-drop-file = Un archivo
set-drop-voice = Una nota de voz
set-drop-sticker = Un sticker
set-drop-forward = Un reenvío
set-sent-file = Un archivo. En este set no se sube nada.
set-sent-voice = Una nota de voz. En este set no se graba nada.
set-sent-sticker = Un sticker.
set-sent-forward = Un mensaje reenviado.
set-change = Cambiar
set-change-words = Tu mensaje
set-change-save = Guardar
set-change-delete = Borrar

## A private page over a chat

set-close = Cerrar
set-behind = Ha llegado un mensaje nuevo detrás de esta página.
set-at-most = Como mucho { $limit } caracteres.
set-count = { $used } de { $limit } caracteres

## When something did not work

set-problem = No enviado
set-failed = Eso no ha funcionado. No se pierde nada de lo que escribiste: sigue aquí, y puedes intentarlo de nuevo.
set-unreachable = Ahora mismo no se llega al set. Lo que escribiste sigue aquí; prueba de nuevo en un momento.
set-too-much = Era demasiado para un solo envío, así que no se envió nada. Lo que escribiste sigue en su cuadro; vuelve atrás si no lo ves.
set-refused-unknown = La página no ofrecía esto, así que no ha cambiado nada. Vuelve atrás y prueba desde ahí.
set-refused-missing = Todavía falta algo, así que no se envió nada. Lo que escribiste sigue aquí.
set-refused-long = Estas palabras no caben en el cuadro, así que no se envió nada. Siguen aquí, completas.
set-refused-forged = Esta página era para otra persona o cambió por el camino, así que no ha cambiado nada.
set-refused-gone = Este botón ya no está, así que no ha cambiado nada. Mira los mensajes más recientes.
set-no-page = En esta dirección no hay nada.
set-again = Intentar de nuevo
set-your-words = Tus palabras
