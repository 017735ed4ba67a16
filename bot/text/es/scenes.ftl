# El lado de producción del plan de rodaje: días, escenas, tareas, órdenes de rodaje, filas pegadas. Botones y títulos,
# 24 caracteres como mucho; rótulos de campos, 45. Nada aquí depende de lo que alguien respondió, silenció o escribió. Una
# marca solo figura en páginas privadas.

## La semana

scenes-lead = { $production }: siete días de un vistazo. Lo que dice la coordinación de una escena se pone a mano y cada día vuelve a «preguntar».
scenes-to-do = Por hacer
scenes-nothing-to-do = Hoy no te espera ninguna tarea.
scenes-more-to-do = ... y { $count } más. Cada una está en la página de su escena.
scenes-none = No hay nada en el plan para estos días.
scenes-waiting = Aplazadas o sin día
scenes-more = ... y { $count } más.
scenes-no-day = todavía sin día
scenes-day-today = Hoy, { $date }
scenes-day-tomorrow = Mañana, { $date }
scenes-day-of = { $day }: { $unit }

## Una escena de un vistazo

scenes-at = { $name }, { $time }
scenes-needs-visit = { $cast } (hay que visitarle)
scenes-more-cast = y { $count } más
scenes-nobody = no hay nadie citado
scenes-standby = en reserva
scenes-readiness-ready = coordinación: lista
scenes-readiness-hold = coordinación: en pausa
scenes-readiness-ask-me = coordinación: preguntar
scenes-state-planned = prevista
scenes-state-held = aplazada
scenes-state-on-closed-set = con el set cerrado
scenes-state-wrapped = terminada
scenes-state-cancelled = cancelada

## Una sola escena

scenes-one-title = Escena
scenes-day = Día
scenes-state = Cómo está
scenes-flags = Marcas
scenes-no-flags = ninguna
scenes-coordinator = La coordinación dice
scenes-says-ready = lista
scenes-says-hold = en pausa
scenes-says-ask-me = preguntar
scenes-cast = Personas citadas
scenes-call-unknown = citación aún sin hora
scenes-part-performer = intérprete
scenes-part-no-more = ya no tiene citación
scenes-part-double = doble
scenes-part-stand-in = luz
scenes-part-stunt = especialista
scenes-part-background = figuración
scenes-part-crew = equipo
scenes-part-guardian = madre, padre o tutor
scenes-part-chaperone = acompañante
scenes-blocked = Hay un menor junto a intimidad. No se planifica nada para esta escena hasta que una persona lo resuelva con la coordinación.
scenes-open = Abrir

## Botones

scenes-spoken = { $press }: { $what }
scenes-press-done = Hecho
scenes-press-child = Indicar quién es menor
scenes-press-resolve = Está resuelto
scenes-press-call = Citar a alguien
scenes-press-flags = Confirmar marcas
scenes-press-move = Pasar a otro día
scenes-press-held = Aplazar
scenes-press-cancelled = Cancelar la escena
scenes-press-wrapped = Terminada
scenes-press-on-closed-set = Set cerrado
scenes-press-planned = De nuevo en el plan
scenes-press-day = Abrir este día
scenes-press-sheet = Orden repartida
scenes-press-push = Adelantar o retrasar
scenes-press-wrap = La unidad ha terminado
scenes-press-paste = Pegar filas
scenes-press-undo = Deshacer lo último
scenes-press-now = Esta semana
scenes-press-later = La semana siguiente
scenes-press-confirm = Confirmar
scenes-press-look = Mirarlo antes
scenes-press-again = Mirar otra vez
scenes-press-apply = Aplicar

## Un día

scenes-day-title = Un día
scenes-sheet-not-out = Su orden de rodaje no se ha repartido. Todavía no se pregunta nada a nadie sobre este día.
scenes-sheet-is-out = Su orden de rodaje está repartida desde las { $time } del { $day }.
scenes-is-wrapped = La unidad ha terminado.
scenes-first-title = Lo que hace esto
scenes-sheet-asks = A quien esté citado el { $day } en una escena con marca se le pregunta en privado, a partir de: { $time }. A todas las personas les llega el mismo aviso neutro.
scenes-sheet-nobody = El { $day } no tiene ninguna marca por ahora, así que no se pregunta a nadie. Una marca que se confirme después cuenta desde entonces.
scenes-sheet-only = Dilo cuando la orden de rodaje se haya repartido: cada persona debe saber de su día primero por ella. Lo que respondan no está nunca aquí.
scenes-wrap-means = Todas las escenas del día que han empezado se dan por terminadas. Lo que se pregunta después se cuenta desde ahora.
scenes-resolve-means = Dices que una persona ha mirado, junto con la coordinación, lo del menor junto a intimidad, y que está en orden. Entonces se planifica como cualquier otra escena.

## Formularios

scenes-label-day = Qué día
scenes-label-by = Cuánto
scenes-label-flags = Qué hay en ella
scenes-label-child = Quién del reparto es menor de edad
scenes-label-who = Su número en el plan
scenes-label-part = Como qué
scenes-label-call = Hora de citación
scenes-label-rows = Filas, primero los encabezados
scenes-move-title = Otro día
scenes-move-means = Sus preguntas, tareas y plazos la siguen. Yo no se lo digo a nadie: eso lo hace la orden de rodaje.
scenes-push-title = Adelantar o retrasar
scenes-push-means = Todas las horas del día van antes o después: comienzos, reuniones y citaciones. Las preguntas las siguen, y a nadie se le dice el motivo.
scenes-later = { $minutes } minutos más tarde
scenes-earlier = { $minutes } minutos antes
scenes-flags-title = Confirmar marcas
scenes-flags-mean = Una marca decide a quién se pregunta en privado y cuáles son tus tareas. No figura nunca en un canal. Quitarla detiene lo que trajo.
scenes-child-title = Quién es menor
scenes-child-means = A un menor no se le pregunta nunca. Se pregunta a su madre, padre, tutor o acompañante.
scenes-call-title = Citar a alguien
scenes-call-means = Un doble, una luz, alguien que se suma tarde, otra hora, o alguien que ya no tiene citación. Quien llega tarde recibe lo que recibieron los demás.
scenes-call-hint = Como 11:30 o 7a. Si se deja vacío, sigue como está.
scenes-paste-title = Pegar filas
scenes-paste-how = Copia filas de tu plan con sus encabezados, como Scene, Date, Call, Cast. Caben unas 50; un archivo entero entra con ghostlight schedule import.
scenes-paste-first = Ves lo que cambiarían antes de que cambie nada. Los nombres, teléfonos y descripciones que lleven no se guardan.
scenes-dry-title = Lo que cambiaría
scenes-left-out = { $count ->
    [one] Una escena se deja fuera por una falta. Corrige su fila y mira otra vez.
   *[other] { $count } escenas se dejan fuera por una falta. Corrige sus filas y mira otra vez.
}

## Lo que resultó

scenes-done-tick = Anotado: hecho para { $name }.
scenes-done-sheet = La orden de rodaje cuenta como repartida. Las preguntas empiezan solas.
scenes-done-wrap = La unidad ha terminado. Lo que viene después sigue solo.
scenes-done-push = El día se ha movido. Yo no se lo he dicho a nadie.
scenes-done-move = { $name } tiene su día. Yo no se lo he dicho a nadie.
scenes-done-held = { $name } está aplazada. No se pregunta a nadie sobre ella hasta que vuelva a tener día.
scenes-done-cancelled = { $name } está cancelada. Lo que tenía pendiente ya no está, y a nadie se le dijo el motivo.
scenes-done-wrapped = { $name } ha terminado.
scenes-done-on-closed-set = { $name } está con el set cerrado. Hasta que termine no se pregunta nada a quien está en ella.
scenes-done-planned = { $name } vuelve a estar en el plan.
scenes-done-flags = Las marcas de { $name } están confirmadas. Las preguntas y tareas las siguen.
scenes-done-child = Anotado para { $name }.
scenes-done-call = Las citaciones de { $name } están como has dicho. Si eso incumple el aviso, se avisa ahora a quienes leen y a producción.
scenes-done-resolve = { $name } está resuelta y se planifica como cualquier otra.
scenes-done-paste = El plan ha cambiado. De un día no se pregunta a nadie antes de que se reparta su orden de rodaje. Las marcas esperan a que las confirmes.
scenes-done-undo = El último cambio se ha deshecho.
scenes-undo-sent = Desde entonces se ha preguntado o dicho algo a alguien, así que el último cambio no se puede deshacer. Cambia el plan en su lugar.
scenes-undo-nothing = No hay ningún cambio que se pueda deshacer.
scenes-gone = Eso ya no está en el plan. Así está ahora.
scenes-not-possible = Tal como está ahora, eso no es posible. Así está.
scenes-stale = Otra persona cambió esto justo antes que tú. No se ha hecho nada de lo tuyo; así está ahora.
scenes-not-kept = No puedo asegurar que esto se haya guardado. Míralo, y hazlo otra vez si no está.
scenes-choose = Elige una opción.
scenes-one-number = Escribe un solo número, como 3 o 3X.
scenes-no-time = Esto no es una hora. Escríbela como 11:30 o 7a.
scenes-over-the-day = Eso sacaría una hora de su día de rodaje. No ha cambiado nada; pasa la escena a otro día en su lugar.
scenes-day-changed = Alguien ha cambiado este día desde que lo abriste. No se ha movido nada. Míralo, y envíalo otra vez si sigue siendo lo correcto.
scenes-one-changed = Alguien ha cambiado esta escena desde que la abriste. No se ha hecho nada de lo tuyo. Mírala, y confirma otra vez si sigue siendo lo correcto.
scenes-rows-cut = Era demasiado para un solo cuadro, así que no cambia nada. El cuadro guarda el principio: mira la última fila y pega el resto después.
scenes-cannot-read = Estas filas no se pueden usar. No ha cambiado nada; siguen en el cuadro.
scenes-other-rows = Estas no son las filas que miraste. No ha cambiado nada; esto es lo que harían.
scenes-paste-stale = Alguien ha cambiado el plan desde que miraste. No se ha aplicado nada de tus filas; esto es lo que cambiarían ahora.
scenes-nothing-new = No hay nada nuevo en estas filas, así que no hay nada que aplicar.

## El lado de la coordinación

scenes-ready-heading = Lo que ve producción
scenes-ready-lead = Esto lo ponéis a mano tú y las demás personas que leen. No se cuenta nada. Cada día todo vuelve a «preguntar».
scenes-ready-now = Personas citadas: { $cast }. Marcas: { $flags }. Producción ve: { $readiness }.
scenes-ready-done = Producción ve «{ $readiness }» para { $name }.
scenes-press-ready = Lista
scenes-press-hold = En pausa
scenes-press-ask-me = Preguntar
scenes-press-all = Todas, hoy y mañana
scenes-ready-title = Hoy y mañana
